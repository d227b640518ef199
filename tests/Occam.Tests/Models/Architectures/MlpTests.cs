using System.Globalization;
using Occam.Core.Experiments;
using Occam.Datasets;
using Occam.Models.Architectures;
using Occam.Onnx;
using Occam.Tests.Datasets;

namespace Occam.Tests.Models.Architectures;

public sealed class MlpTests
{
    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime()
    {
        ZooChecks.EqualsOnnxRuntime(() => new MlpOptions { Inputs = [7], Hidden = [9, 5], Dropout = 0.2 }.Build(3));
        ZooChecks.EqualsOnnxRuntime(() => new MlpOptions { Inputs = [1, 4, 4], Hidden = [], Classes = 3 }.Build(3));
    }

    [Fact]
    public void Weights_are_those_of_the_layers()
    {
        using var graph = new MlpOptions { Inputs = [20], Hidden = [30, 40], Classes = 5 }.Build();

        Assert.Equal((20 * 30) + 30 + 60 + (30 * 40) + 40 + 80 + (40 * 5) + 5, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Table_is_learnt_from_a_config_and_its_normalisation_is_in_the_file()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var rows = Enumerable.Range(0, 400).Select(i =>
        {
            var (a, b, noise) = (random.NextDouble() * 100, random.NextDouble(), random.NextDouble() * 1000);
            return string.Create(CultureInfo.InvariantCulture, $"{a},{b},{noise},{(a > 50 == b > 0.5 ? "same" : "other")}");
        });
        File.WriteAllLines(folder.File("data.csv"), rows.Prepend("a,b,noise,kind"));
        File.WriteAllText(folder.File("e.yaml"), """
            model: {type: mlp, inputs: [3], hidden: [32, 32], classes: 2}
            data: {type: table, path: data.csv, label: kind}
            training: {epochs: 40, batch_size: 32}
            optimizer: {type: adam, learning_rate: 0.01}
            """);

        var result = Experiment.Load(folder.File("e.yaml")).Train(new() { Output = Path.Combine(folder.Path, "out") }, cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(result.Accuracy!.Value, 0.9, 1);
        Assert.Equal(result.TrainedAccuracy!.Value, result.Accuracy!.Value, 0.02);
        using var graph = OnnxReader.Read(result.Model);
        Assert.Equal(3, graph.Info.Metadata.Single(pair => pair.Key == InputSpec.MeanKey).Value.Split(',').Length);
        Assert.Equal(["other", "same"], InputSpec.ReadAny(graph).Classes);
    }

    [Fact]
    public void Wrong_number_of_columns_is_told_with_their_names()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("data.csv"), "a,b,kind\n" + string.Concat(Enumerable.Repeat("1,2,0\n3,4,1\n", 5)));

        var error = Assert.Throws<DataException>(() => DataSource.Open(folder.File("data.csv"), new() { Size = default, Shape = [3] }));

        Assert.Contains("are [2], but the network takes [3]. The columns are a, b.", error.Message, StringComparison.Ordinal);
    }
}
