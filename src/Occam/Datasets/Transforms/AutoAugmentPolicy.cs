namespace Occam.Datasets.Transforms;

/// <summary>The policies that AutoAugment found.</summary>
public enum AutoAugmentPolicy
{
    /// <summary>For ImageNet.</summary>
    ImageNet,

    /// <summary>For CIFAR-10; the paper uses it for CIFAR-100 too.</summary>
    Cifar10,

    /// <summary>For SVHN, house numbers.</summary>
    Svhn,
}
