using Occam.Core.Experiments;
using Occam.Onnx.Runtime;
using Occam.Testing;

namespace Occam.Tests.Configs;

/// <summary>Every config that the repository ships trains for two steps and leaves a model that ONNX Runtime runs.</summary>
public sealed class ShippedConfigTests(TinyImages images) : IClassFixture<TinyImages>
{
    private static string Root => SharedFiles.InRepository("configs");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Where(file => !file.StartsWith('_')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Starts_and_exports(string file)
    {
        var output = Path.Combine(images.Folder, "out", Path.GetFileNameWithoutExtension(file));
        var experiment = Experiment.Load(
            Path.Combine(Root, file),
            [$"variables.data={images.Folder}", "training.steps=2", "training.batch_size=8", "training.test_batch_size=10"]);

        var result = experiment.Train(new() { Output = output, Threads = 1 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Steps);
        using var session = new OnnxSession(result.Model);
        Assert.InRange(result.Accuracy!.Value, 0, 1);
    }
}
