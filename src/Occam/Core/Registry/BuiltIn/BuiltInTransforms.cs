using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The changes of training images that Occam brings; a new one is a line here.</summary>
internal static class BuiltInTransforms
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TransformContext, Transform> kind)
    {
        kind.Add<AutoAugmentOptions>("auto_augment", typeof(AutoAugment), (options, _) => new AutoAugment(options));
        kind.Add<CenterCropOptions>("center_crop", typeof(CenterCrop), (options, context) => new CenterCrop(options, context));
        kind.Add<ColorJitterOptions>("color_jitter", typeof(ColorJitter), (options, _) => new ColorJitter(options));
        kind.Add<CutoutOptions>("cutout", typeof(Cutout), (options, _) => new Cutout(options));
        kind.Add<FlipOptions>("flip", typeof(Flip), (options, _) => new Flip(options));
        kind.Add<Augmentation>("flip_and_crop", typeof(FlipAndCrop), (options, _) => new FlipAndCrop(options));
        kind.Add<RandAugmentOptions>("rand_augment", typeof(RandAugment), (options, _) => new RandAugment(options));
        kind.Add<RandomCropOptions>("random_crop", typeof(RandomCrop), (options, context) => new RandomCrop(options, context));
        kind.Add<RandomErasingOptions>("random_erasing", typeof(RandomErasing), (options, _) => new RandomErasing(options));
        kind.Add<RandomResizedCropOptions>("random_resized_crop", typeof(RandomResizedCrop), (options, context) => new RandomResizedCrop(options, context));
        kind.Add<ResizeOptions>("resize", typeof(Resize), (options, context) => new Resize(options, context));
        kind.Add<RotationOptions>("rotation", typeof(Rotation), (options, _) => new Rotation(options));
    }
}
