using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Tests.Datasets.Transforms;

public sealed class TransformLoadingTests
{
    private static readonly Normalisation Plain = new([0], [1]);

    [Fact]
    public void Batches_with_every_transform_and_mix_do_not_depend_on_the_number_of_workers()
    {
        var context = new TransformContext(new(1, 6, 6));
        var options = new LoaderOptions
        {
            BatchSize = 6,
            Shuffle = true,
            Seed = 9,
            Transforms =
            [
                new RandomResizedCrop(new(), context), new Flip(new()), new ColorJitter(new()), new RandAugment(new()), new AutoAugment(new()),
                new Rotation(new()), new RandomErasing(new()), new Cutout(new() { Length = 2 }),
            ],
            Mixes = [new Mixup(new()), new CutMix(new(), new(InputLayout.ChannelsFirst))],
        };

        var one = Read(options, 1);
        Assert.Equal(one, Read(options with { Workers = 3 }, 1));
        Assert.Equal(one[(2 * 6 * 36)..], Read(options with { Workers = 2 }, 1, 2));
        Assert.NotEqual(one, Read(options, 2));
    }

    [Fact]
    public void Flip_and_crop_as_a_transform_gives_the_batches_of_the_augmentation()
    {
        var augmentation = Augmentation.FlipAndCrop with { CropPadding = 0.25 };
        var options = new LoaderOptions { BatchSize = 5, Shuffle = true, Seed = 4, Augmentation = augmentation };

        Assert.Equal(Read(options, 3), Read(options with { Augmentation = Augmentation.None, Transforms = [new FlipAndCrop(augmentation)] }, 3));
    }

    [Fact]
    public void Size_of_the_batches_is_that_after_the_transforms()
    {
        using var scope = NewDisposeScope();
        var loader = new BatchLoader(new MemoryDataset(3), Plain, new() { Transforms = [new Resize(new() { Height = 5 }, new(new(1, 4, 4)))] });

        Assert.Equal([1L, 5, 4], loader.Shape);
        Assert.Equal([3L, 1, 5, 4], loader.Read().First().Images.shape);
    }

    private static float[] Read(LoaderOptions options, int epoch, int first = 0)
    {
        using var scope = NewDisposeScope();
        return [.. new BatchLoader(new MemoryDataset(40), Plain, options).Read(epoch, first).SelectMany(batch => batch.Images.data<float>().ToArray())];
    }
}
