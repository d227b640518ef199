using Occam.Core.Configs;
using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Tests.Core.Configs;

namespace Occam.Tests.Core.Registry;

/// <summary>The sample's assembly, which the tests do not refer to, is a stranger's.</summary>
public sealed class ExtensionTests
{
    private static string Assembly
    {
        get
        {
            var mine = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(mine, "../../Occam.Samples.Extension", Path.GetFileName(mine).Split('_')[0], "Occam.Samples.Extension.dll"));
        }
    }

    [Fact]
    public void Its_components_are_used_by_config()
    {
        var config = Config.Parse($"extensions: ['{Assembly}']\nmodel: {{type: perceptron, hidden: 5}}\n");
        var registry = ComponentRegistry.CreateDefault();
        foreach (var path in config.Extensions)
        {
            registry.Load(path);
        }

        using var graph = config.Bind<SampleExperiment>(registry).Model!.Make(new());

        Assert.Equal(5, Occam.Graphs.Shapes.ShapeInference.Run(graph).Dimensions(graph.Nodes.Single(node => node.OpType == "Relu").Outputs[0]!)![1]);
        Assert.NotNull(registry.Operators.Find(string.Empty, "Shrink"));
        Assert.StartsWith("A stranger's network", new XmlDescriptions().FirstSentenceOf(registry.Architectures.Find("perceptron")!.Component), StringComparison.Ordinal);
        Assert.Equal("StripesDataset", registry.Datasets.Find("stripes")!.Component.Name);
    }

    [Fact]
    public void Its_network_data_and_loss_train_by_config()
    {
        var folder = Directory.CreateTempSubdirectory("occam-stranger-");
        try
        {
            var config = Path.Combine(folder.FullName, "stranger.yaml");
            File.WriteAllText(config, $$$"""
                extensions: ['{{{Assembly}}}']
                model: {type: perceptron, hidden: 5}
                data: stripes
                algorithm: {type: combined, components: [{type: distiller, teacher: perceptron, losses: [{loss: {type: log_cosh, weight: 2}}]}]}
                training: {steps: 2, batch_size: 8, test_batch_size: 8}
                """);
            var losses = new List<string>();

            var result = Experiment.Load(config).Train(
                new() { Output = Path.Combine(folder.FullName, "out"), Threads = 1 },
                run => losses.AddRange(run.Losses.Select(loss => loss.Key)),
                cancellation: TestContext.Current.CancellationToken);

            Assert.Equal(2, result.Steps);
            Assert.Contains("log_cosh", losses);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Its_ranges_are_checked_like_any_others()
    {
        var registry = ComponentRegistry.CreateDefault();
        registry.Load(Assembly);

        var problem = Assert.Single(Assert.Throws<ConfigException>(() => Config.Parse("model: {type: perceptron, hidden: 0}\n", "c").Bind<SampleExperiment>(registry)).Problems);

        Assert.Equal("c:1:35: model.hidden: hidden has to be at least 1, but is 0", problem.ToString());
    }
}
