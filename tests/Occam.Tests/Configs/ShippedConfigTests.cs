using Occam.Core.Experiments;
using Occam.Onnx.Runtime;
using Occam.Testing;

namespace Occam.Tests.Configs;

/// <summary>Every config that the repository ships trains for two steps and leaves a model that ONNX Runtime runs.</summary>
public sealed class ShippedConfigTests(TinyImages images, TinyData data) : IClassFixture<TinyImages>, IClassFixture<TinyData>
{
    // The data of the configs that are no IDX images of 28x28 pixels.
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["data/table.yaml"] = "flowers.csv",
        ["data/arrays.yaml"] = "digits.npz",
        ["data/pictures.yaml"] = "pictures",
        ["data/cifar-10.yaml"] = "cifar-10",
    };

    private static string Root => SharedFiles.InRepository("configs");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Where(file => !file.StartsWith('_')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Starts_and_exports(string file)
    {
        var output = Path.Combine(images.Folder, "out", Path.GetFileNameWithoutExtension(file));
        var experiment = Experiment.Load(
            Path.Combine(Root, file),
            [$"variables.data={(Forms.TryGetValue(file, out var form) ? data.Of(form) : images.Folder)}", "training.steps=2", "training.batch_size=8", "training.test_batch_size=10"]);

        var result = experiment.Train(new() { Output = output, Threads = 1 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Steps);
        using var session = new OnnxSession(result.Model);
        Assert.InRange(result.Accuracy!.Value, 0, 1);
    }

    [Fact]
    public void Every_config_is_in_the_index()
    {
        var index = File.ReadAllText(SharedFiles.InRepository("docs/configs.md"));

        Assert.All(Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetDirectoryName(file)!.Split('/', '\\')[^1] is "zoo" or "data" or "training"), file =>
            Assert.Contains($"`{Path.GetRelativePath(Root, file).Replace('\\', '/')}`", index, StringComparison.Ordinal));
    }
}
