using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Models.Algorithms;
using Occam.Tests.Configs;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Experiments;

public sealed class MixtureRefusalTests(TinyImages images) : IClassFixture<TinyImages>
{
    [Fact]
    public void Task_that_reads_one_label_an_image_is_refused_before_training_on_mixtures()
    {
        var error = Assert.Throws<TrainingException>(() => Train("[{type: mixup}]", new OneLabel()));

        Assert.Contains("training.mixes", error.Message, StringComparison.Ordinal);
        Assert.Contains("'one_label'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_mixtures_the_task_trains()
    {
        var task = new OneLabel();
        Train("[]", task);
        Assert.Equal(1, task.Calls);
    }

    private void Train(string mixes, OneLabel task)
    {
        var config = Path.Combine(images.Folder, "mixes.yaml");
        File.WriteAllText(config, $"model: {{type: lenet}}\ndata: {{type: folder, path: '{images.Folder}'}}\ntraining: {{steps: 1, batch_size: 8, test_batch_size: 10, mixes: {mixes}}}\nhooks: []\n");
        var options = Experiment.Load(config).Options;
        var choice = new Choice<TrainingContext, TaskLoss>("one_label", "one_label", _ => task);
        options = options with { Algorithm = new("combined", "combined", context => new CombinedOptions { Task = choice }.Create(context)) };
        new Experiment(options).Train(new() { Output = Path.Combine(images.Folder, "out"), Overwrite = true, Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
    }

    private sealed class OneLabel : TaskLoss
    {
        public override string Name => "one_label";

        public int Calls { get; private set; }

        public override Tensor Compute(ForwardPass pass)
        {
            Calls++;
            return nn.functional.cross_entropy(pass.Output, pass.Batch.Labels!);
        }
    }
}
