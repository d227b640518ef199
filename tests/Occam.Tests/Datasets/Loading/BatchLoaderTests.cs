using System.Runtime.InteropServices;
using Occam.Datasets;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Tests.Datasets.Loading;

public sealed class BatchLoaderTests
{
    private static readonly Normalisation Plain = new([0], [1]);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Batches_do_not_depend_on_the_number_of_workers(int workers)
    {
        var options = new LoaderOptions { BatchSize = 6, Shuffle = true, Augmentation = Augmentation.FlipAndCrop with { CropPadding = 0.25 }, Seed = 9 };

        Assert.Equal(Pixels(options, epoch: 2), Pixels(options with { Workers = workers }, epoch: 2));
    }

    [Fact]
    public void Batch_says_which_images_it_has()
    {
        using var scope = NewDisposeScope();
        var data = new MemoryDataset(64);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true, Seed = 3 });
        var batch = loader.Read(1).First();

        Assert.Equal(batch.Labels!.data<long>().ToArray(), batch.Indices!.data<long>().ToArray().Select(index => (long)data.Label((int)index)));
        Assert.Equal(16, batch.Indices!.data<long>().ToArray().Distinct().Count());
    }

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        var options = new LoaderOptions { BatchSize = 6, Shuffle = true };

        Assert.NotEqual(Pixels(options, epoch: 0), Pixels(options, epoch: 1));
        Assert.NotEqual(Pixels(options, epoch: 0), Pixels(options with { Seed = 1 }, epoch: 0));
    }

    [Fact]
    public void Epoch_from_a_later_batch_is_the_rest_of_the_whole_epoch()
    {
        var options = new LoaderOptions { BatchSize = 6, Shuffle = true, Augmentation = Augmentation.FlipAndCrop, Workers = 2 };
        var whole = Pixels(options, epoch: 1);

        Assert.Equal(whole[(2 * 6 * 64)..], Pixels(options, epoch: 1, firstBatch: 2));
    }

    [Fact]
    public void Without_shuffling_every_image_comes_once_in_order()
    {
        using var scope = NewDisposeScope();
        var loader = new BatchLoader(new MemoryDataset(10), Plain, new() { BatchSize = 4 });

        var batches = loader.Read().ToArray();

        Assert.Equal([4, 4, 2], batches.Select(batch => batch.Count));
        Assert.Equal([0L, 1, 2, 3, 0, 1, 2, 3, 0, 1], batches.SelectMany(batch => MemoryMarshal.Cast<byte, long>(batch.Labels!.bytes).ToArray()));
    }

    [Fact]
    public void Pixels_are_normalised_channel_by_channel()
    {
        using var scope = NewDisposeScope();
        var dataset = new MemoryDataset(1);
        var pixels = new byte[64];
        dataset.Read(0, pixels);

        var batch = new BatchLoader(dataset, new([0.25f], [0.5f]), new()).Read().Single();

        Assert.Equal(((pixels[9] / 255f) - 0.25f) / 0.5f, batch.Images[0, 0, 1, 1].item<float>(), 1e-5);
    }

    [Fact]
    public void Unlabelled_images_give_no_labels_and_channels_last_comes_last()
    {
        using var scope = NewDisposeScope();
        var loader = new BatchLoader(new MemoryDataset(3, labelled: false), Plain, new() { Layout = InputLayout.ChannelsLast });

        var batch = loader.Read().Single();

        Assert.Null(batch.Labels);
        Assert.Equal([3L, 8, 8, 1], batch.Images.shape);
    }

    [Fact]
    public void Image_that_cannot_be_read_ends_the_epoch_with_its_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("broken.png"), "no image");
        using var scope = NewDisposeScope();
        var loader = new BatchLoader(ImageFolderDataset.Read(folder.Path, new(1, 8, 8)), Plain, new());

        var error = Assert.Throws<DataException>(() => loader.Read().Count());

        Assert.Contains("broken.png", error.Message, StringComparison.Ordinal);
    }

    private static float[] Pixels(LoaderOptions options, int epoch, int firstBatch = 0)
    {
        using var scope = NewDisposeScope();
        return [.. new BatchLoader(new MemoryDataset(40), Plain, options).Read(epoch, firstBatch)
            .SelectMany(batch => MemoryMarshal.Cast<byte, float>(batch.Images.bytes).ToArray())];
    }
}
