namespace Occam.Cli.Tests.Hosting;

/// <summary>Training processes that are killed without a chance to save anything, then resumed.</summary>
public sealed class KillTests
{
    // Everything that has state, over epochs.
    private const string Epochs = """
        model: {type: resnet, size: 12, widths: [16, 32], blocks: [1, 1]}
        data: {type: folder, path: data}
        optimizer: {type: adamw, learning_rate: 0.01, accumulation: 2}
        schedule: {type: chain, parts: [{type: linear, length: 1}, {type: cosine}]}
        training: {epochs: 12, batch_size: 16, checkpoint_every: 1, mixes: [mixup, cutmix]}
        hooks:
          - log
          - {type: ema, decay: 0.9}
          - evaluation
          - {type: checkpoint, metric: loss, keep: 2}
          - {type: early_stop, metric: loss, patience: 25}
        """;

    // Steps that end within an epoch, in bfloat16, with a teacher, rounds of pruning and images that are changed on two threads.
    private const string Iterations = """
        model: {type: onnx, file: mini.onnx}
        data: {type: folder, path: data}
        algorithm:
          type: combined
          components:
            - {type: distiller, teacher: {type: onnx, file: mini.onnx}, losses: [{loss: kl_divergence}]}
            - {type: pruner, criterion: taylor, target_macs: 50 %, width_multiple: 4, batches: 1, batch_size: 16, schedule: {rounds: 3, end: 60 %}}
        optimizer: {type: rmsprop, learning_rate: 1.0e-3, momentum: 0.5, max_gradient_norm: 1}
        schedule: {type: one_cycle}
        training: {steps: 64, epochs: 100, batch_size: 16, checkpoint_every: 1, precision: bfloat16, workers: 2, transforms: [flip, {type: random_crop, padding: 1}]}
        hooks: [{type: log, every: 1}, {type: ema, decay: 0.9}, {type: evaluation, every_steps: 5}, {type: checkpoint, metric: loss, keep: 2}]
        """;

    // Ranges of a quantizer, which are no parameters, and what its observers have seen.
    private const string Quantized = """
        model: {type: onnx, file: mini.onnx}
        data: {type: folder, path: data}
        algorithm: {type: combined, components: [{type: quantizer, method: lsq, weight_bits: 4, activation_bits: 4}]}
        optimizer: {type: sgd, learning_rate: 0.01, accumulation: 3}
        schedule: {type: multi_step, unit: share, milestones: [0.5]}
        training: {epochs: 10, batch_size: 16, checkpoint_every: 1}
        hooks: [{type: log, every: 1}, evaluation, {type: checkpoint, metric: loss, keep: 2}]
        """;

    // Two sets of parameters with an optimizer each, and data for each.
    private const string Architecture = """
        model: {type: darts, size: 12, classes: 3, width: 4, cells: 3, nodes: 2}
        data: {type: folder, path: data}
        algorithm: {type: darts, unrolled: false}
        optimizer: {type: sgd, learning_rate: 0.025, nesterov: false}
        architecture_schedule: ${schedule}
        schedule: cosine
        training: {epochs: 8, batch_size: 8, checkpoint_every: 1, validation: 50 %}
        hooks: [{type: log, every: 1}, genotype, evaluation, {type: checkpoint, metric: loss, keep: 2}]
        """;

    [Theory]
    [InlineData(Epochs, 5)]
    [InlineData(Iterations, 6)]
    [InlineData(Quantized, 7)]
    [InlineData(Architecture, 8)]
    public void Killed_at_random_moments_and_in_a_write_the_resumed_run_writes_the_same_bytes(string text, int seed)
    {
        using var project = new MiniProject();
        var config = project.In("run.yaml");
        File.WriteAllText(config, text);
        var whole = Train(config, project.In("whole"), _ => false, resume: false);
        Assert.True(whole is { Killed: false, Code: 0 }, whole.Error);

        var broken = project.In("broken");
        var random = new Random(seed);
        Func<string, bool>[] moments =
        [
            folder => Directory.EnumerateFiles(folder, "checkpoint.bin.*.tmp").Any(), // in the middle of a write
            folder => File.Exists(Path.Combine(folder, "checkpoint.bin.previous")) && random.Next(40) == 0,
            folder => Directory.EnumerateFiles(folder, "checkpoint-best-*.tmp").Any() || random.Next(200) == 0,
        ];
        var kills = moments.Count(moment => Train(config, broken, folder => File.Exists(Path.Combine(folder, "checkpoint.bin")) && moment(folder), resume: File.Exists(Path.Combine(broken, "config.yaml"))).Killed);
        var rest = Train(config, broken, _ => false, resume: true);

        Assert.True(kills >= 2, $"Only {kills} processes lived until they were to be killed.");
        Assert.True(rest is { Killed: false, Code: 0 }, rest.Error);
        Assert.Equal(Model(project.In("whole")), Model(broken));
        Assert.Equal(Best(project.In("whole")), Best(broken));
        Assert.Equal(Steps(project.In("whole")), Steps(broken));
    }

    private static byte[] Model(string folder) => File.ReadAllBytes(Path.Combine(folder, "model.onnx"));

    private static IEnumerable<string> Best(string folder) => Directory.GetFiles(folder, "checkpoint-best-*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Steps(string folder) => File.ReadLines(Path.Combine(folder, "log.jsonl")).Select(line => line.Split(",\"epoch\"")[0]);

    private static KilledProcess Train(string config, string output, Func<string, bool> kill, bool resume) =>
        KilledProcess.Run(["train", config, "--output", output, "--threads", "1", .. resume ? ["--resume"] : Array.Empty<string>()], output, kill);
}
