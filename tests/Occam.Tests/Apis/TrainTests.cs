using Occam.Apis;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Models.Architectures;
using Occam.Onnx.Runtime;
using Occam.Tests.Datasets;

namespace Occam.Tests.Apis;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Trained_file_runs_in_OnnxRuntime_with_the_accuracy_that_was_reported()
    {
        WriteData();
        var output = _folder.File("out", "net.onnx");
        var epochs = new List<EpochResult>();

        var result = Train.Run(
            new()
            {
                Data = _folder.Path,
                Output = output,
                Network = new ResNetOptions { Size = 8, Widths = [8], Blocks = [1] },
                Training = new() { Epochs = 3, BatchSize = 16, LearningRate = 0.05 },
            },
            epochDone: epochs.Add);

        using var session = new OnnxSession(output);
        using var graph = Onnx.OnnxReader.Read(output);
        var input = InputSpec.Read(graph);
        var test = DataSource.Open(_folder.Path, input).Test;
        var predictions = Evaluator.Predict(images => session.Run([images])[0], new BatchLoader(test, input.Normalisation!, new()));
        Assert.Equal(result.TestAccuracy, Evaluator.Accuracy(predictions, test));
        Assert.Equal([1, 2, 3], epochs.Select(epoch => epoch.Epoch));
        Assert.Equal([output], Directory.GetFiles(_folder.File("out")));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteData()
    {
        foreach (var (split, count) in new[] { ("train", 64), ("t10k", 20) })
        {
            var data = new MemoryDataset(count);
            var pixels = new byte[count * 64];
            for (var i = 0; i < count; i++)
            {
                data.Read(i, pixels.AsSpan(i * 64, 64));
            }

            IdxFile.Write(_folder.File($"{split}-images-idx3-ubyte.gz"), [count, 8, 8], pixels);
            IdxFile.Write(_folder.File($"{split}-labels-idx1-ubyte.gz"), [count], [.. Enumerable.Range(0, count).Select(i => (byte)data.Label(i))]);
        }
    }
}
