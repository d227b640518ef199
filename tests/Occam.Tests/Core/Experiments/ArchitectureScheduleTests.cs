using Occam.Core.Experiments;
using Occam.Core.Training;
using Occam.Testing;
using Occam.Tests.Configs;

namespace Occam.Tests.Core.Experiments;

/// <summary>
/// A step of plain SGD moves a parameter by rate times gradient, and no schedule changes the gradient of the first step of DARTS' first order: the moves of two runs are in the ratio of their rates.
/// </summary>
public sealed class ArchitectureScheduleTests(TinyImages images) : IClassFixture<TinyImages>
{
    private const string Halved = "schedule={_delete_: true, type: linear, start: 0.5, end: 0.5}";

    [Fact]
    public void Architecture_follows_the_weights_schedule_only_where_it_is_asked_to()
    {
        var start = AfterOneStep(1e-12);
        var whole = Move(start, AfterOneStep(1));
        var alone = Move(start, AfterOneStep(1, Halved));
        var following = Move(start, AfterOneStep(1, Halved, "architecture_schedule=${schedule}"));

        Assert.Contains(whole, change => Math.Abs(change) > 1e-4);
        Assert.Equal(whole, alone);
        Assert.All(whole.Zip(following), pair => Assert.Equal(pair.First / 2, pair.Second, 1e-6f));
    }

    private static float[] Move(float[] from, float[] to) => [.. from.Zip(to, (a, b) => b - a)];

    private float[] AfterOneStep(double rate, params string[] more)
    {
        string[] changes =
        [
            $"variables.data={images.Folder}", "training.steps=1", "training.batch_size=8", "training.test_batch_size=10", "hooks=[]",
            $"architecture_optimizer={{_delete_: true, type: sgd, learning_rate: {rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}, momentum: 0, nesterov: false, weight_decay: 0}}", .. more,
        ];
        float[] architecture = [];
        Experiment.Load(Path.Combine(SharedFiles.InRepository("configs"), "nas", "darts-first-order.yaml"), changes).Train(
            new() { Output = Path.Combine(images.Folder, "out"), Overwrite = true, Threads = 1 },
            run => architecture = [.. run.Algorithm.ParameterSets.Where(set => set.Name != ParameterSet.Weights).SelectMany(set => set.Parameters).SelectMany(parameter => parameter.Weight.data<float>().ToArray())],
            cancellation: TestContext.Current.CancellationToken);
        return architecture;
    }
}
