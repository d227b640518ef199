namespace Occam.Models.Architectures;

/// <summary>The networks that have a name.</summary>
public static class Zoo
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NamedArchitecture> Networks { get; } =
    [
        new("resnet", "residual network for small images, widths and blocks by option (372,000 weights)", new ResNetOptions()),
        new("resnet20", "ResNet-20 for CIFAR", ResNetOptions.Cifar(20)),
        new("resnet32", "ResNet-32 for CIFAR", ResNetOptions.Cifar(32)),
        new("resnet56", "ResNet-56 for CIFAR", ResNetOptions.Cifar(56)),
        new("resnet110", "ResNet-110 for CIFAR", ResNetOptions.Cifar(110)),
        new("resnet18", "ResNet-18 for ImageNet", ResNetOptions.ImageNet(ResidualBlock.Basic, 2, 2, 2, 2)),
        new("resnet34", "ResNet-34 for ImageNet", ResNetOptions.ImageNet(ResidualBlock.Basic, 3, 4, 6, 3)),
        new("resnet50", "ResNet-50 for ImageNet", ResNetOptions.ImageNet(ResidualBlock.Bottleneck, 3, 4, 6, 3)),
        new("mobilenet_v2_small", "MobileNetV2 for images of about 28 pixels", MobileNetV2Options.Small),
        new("mobilenet_v2", "MobileNetV2 for ImageNet", MobileNetV2Options.ImageNet),
    ];

    /// <summary>The network of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static NamedArchitecture Find(string name) =>
        Networks.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no network '{name}' in the zoo. Known are {string.Join(", ", Networks.Select(network => network.Name))}.", nameof(name));
}
