using Occam.Onnx.Runtime;
using Occam.Testing;

namespace Occam.Onnx.Tests;

/// <summary>The networks of ../shared/models with their recorded inputs and outputs.</summary>
internal static class SharedModels
{
    /// <summary>The folders that hold a network and test data, or one that is missing where there are none, so that its test says so.</summary>
    public static IEnumerable<string> Names()
    {
        var root = SharedFiles.InRepository("..", "shared", "models");
        return Directory.Exists(root)
            ? Directory.GetDirectories(root).Where(folder => Directory.Exists(Path.Combine(folder, "test_data_set_0"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
            : ["resnet_basic"];
    }

    /// <summary>The recorded case of a network, its tensors in the caller's dispose scope.</summary>
    public static OnnxTestCase Case(string name) => OnnxTestCase.Read(SharedFiles.OrSkip("models", name, "test_data_set_0"));
}
