using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Tests.Datasets.Loading;

public sealed class BatchStreamTests
{
    [Fact]
    public void A_step_has_the_batch_of_its_epoch_whatever_was_asked_before()
    {
        using var scope = NewDisposeScope();
        var data = new MemoryDataset(20);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 6, Shuffle = true, Seed = 2 });
        var expected = Enumerable.Range(0, 3).SelectMany(epoch => loader.Read(epoch).Select(Images)).ToArray();
        using var stream = new BatchStream(loader);

        Assert.Equal(9, expected.Length);
        foreach (var step in (int[])[0, 1, 2, 3, 4, 7, 8, 2, 3, 0])
        {
            Assert.Equal(expected[step], Images(stream.At(step)));
        }
    }

    private static long[] Images(Batch batch) => batch.Indices!.data<long>().ToArray();
}
