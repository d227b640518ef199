using Occam.Core.Reports;

namespace Occam.Tests.Core.Reports;

/// <summary>A report with every part filled; the figures are invented.</summary>
internal static class SampleReport
{
    public static CompressionReport Create() => new()
    {
        Model = "street<signs>",
        Models = Models(),
        Remarks = ["The pruned+int8 model is 1.20 points below the original; more epochs (--epochs) usually help."],
        Data = new()
        {
            Description = "IDX files",
            TrainImages = 8000,
            TestImages = 2000,
            Classes = 10,
            ImageSize = "1x28x28",
            Normalisation = "mean 0.286, deviation 0.353, from the model's metadata",
        },
        Pruning = new()
        {
            TargetMacs = 0.5,
            Criterion = "L1 norm",
            Units = [new("stem/Conv", 32, 17), new("stage2/block1/Conv", 64, 40), new("stage3/block1/Conv", 128, 61), new("stage3/block2/Conv", 128, 12)],
            Frozen = [new("head/Gemm", 10, "its channels are the network's output 'logits'")],
        },
        Training = new()
        {
            BatchSize = 128,
            LearningRate = 0.05,
            Seconds = 74.2,
            Epochs = [new(0, null, 0.4123, 0.42), new(1, 0.81, 0.9021, 0.93), new(2, 0.42, 0.9152, 0.95), new(3, 0.31, 0.9241, 0.962)],
        },
        Coverage = [new("stem/Conv", "Conv", "QLinearConv", true, 225_000), new("head/Gemm", "Gemm", "float", false, 1280)],
        Certificate = Certificate(),
        Machine = new() { Processor = "A processor", UsableCores = 2, Features = ["AVX2"], MemoryBytes = 8_000_000_000, System = "A system", Runtime = ".NET 10" },
        LatencyThreads = 2,
        Stages = [new("read", 0.4), new("prune", 3.1), new("fine-tune", 74.2)],
    };

    private static IReadOnlyList<ModelFigures> Models() =>
    [
        Figures("original", 0.9352, 1, 30_500_000, 272_000, 1_100_000, 1.2, 1, 1),
        Figures("pruned", 0.9301, 0.968, 15_200_000, 121_000, 490_000, 0.71, 1.69, 2.01),
        Figures("pruned+int8", 0.9232, 0.958, 15_200_000, 121_000, 160_000, 0.32, 3.75, 8.0),
    ];

    private static ModelFigures Figures(string name, double accuracy, double agreement, long macs, long parameters, long bytes, double latency, double measured, double theory) => new()
    {
        Name = name,
        File = $"street-{name}.onnx",
        Accuracy = accuracy,
        Agreement = agreement,
        Macs = macs,
        Parameters = parameters,
        FileBytes = bytes,
        LatencyMilliseconds = latency,
        MeasuredSpeedup = measured,
        TheoreticalSpeedup = theory,
    };

    private static Certificate Certificate() => new()
    {
        Input = new("street.onnx", 1_100_000, new string('a', 64)),
        Outputs = [new("street-pruned.onnx", 490_000, new string('b', 64))],
        Oracle = [new("pruned against channels zeroed, TorchSharp", 3.1e-7, 1e-4)],
        Parity = [new("street-pruned.onnx: ONNX Runtime against TorchSharp", 8.8e-7, 1e-4)],
        IntendedIntegerLayers = 2,
        IntegerLayers = 1,
        Seed = 0,
        Versions = new("0.1.0", "0.107.0", "2.10.0", "1.31.1", ".NET 10"),
    };
}
