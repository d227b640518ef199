namespace Occam.Models.Architectures;

/// <summary>The networks that have a name, each the shape of a paper; a config picks one by it and changes channels, size and classes.</summary>
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
        new("lenet", "LeNet-5 for MNIST", new LeNetOptions()),
        new("vgg11", "VGG-11 for ImageNet", VggOptions.ImageNet(11)),
        new("vgg13", "VGG-13 for ImageNet", VggOptions.ImageNet(13)),
        new("vgg16", "VGG-16 for ImageNet", VggOptions.ImageNet(16)),
        new("vgg19", "VGG-19 for ImageNet", VggOptions.ImageNet(19)),
        new("vgg11_bn", "VGG-11 with BatchNorm for ImageNet", VggOptions.ImageNet(11, batchNorm: true)),
        new("vgg13_bn", "VGG-13 with BatchNorm for ImageNet", VggOptions.ImageNet(13, batchNorm: true)),
        new("vgg16_bn", "VGG-16 with BatchNorm for ImageNet", VggOptions.ImageNet(16, batchNorm: true)),
        new("vgg19_bn", "VGG-19 with BatchNorm for ImageNet", VggOptions.ImageNet(19, batchNorm: true)),
        new("vgg16_cifar", "VGG-16 with BatchNorm and one linear layer for CIFAR", VggOptions.Cifar(16)),
        new("wrn_16_2", "wide residual network 16-2 for CIFAR", new WideResNetOptions { Depth = 16, Width = 2 }),
        new("wrn_16_4", "wide residual network 16-4 for CIFAR", new WideResNetOptions { Depth = 16, Width = 4 }),
        new("wrn_28_10", "wide residual network 28-10 for CIFAR", new WideResNetOptions()),
        new("wrn_40_2", "wide residual network 40-2 for CIFAR", new WideResNetOptions { Depth = 40, Width = 2 }),
        new("mobilenet_v3_small", "MobileNetV3 small for ImageNet", MobileNetV3Options.Small),
        new("mobilenet_v3_large", "MobileNetV3 large for ImageNet", MobileNetV3Options.Large),
        new("shufflenet_v2_x0_5", "ShuffleNetV2 x0.5 for ImageNet", ShuffleNetV2Options.ImageNet(0.5)),
        new("shufflenet_v2_x1_0", "ShuffleNetV2 x1.0 for ImageNet", ShuffleNetV2Options.ImageNet(1)),
        new("shufflenet_v2_x1_5", "ShuffleNetV2 x1.5 for ImageNet", ShuffleNetV2Options.ImageNet(1.5)),
        new("shufflenet_v2_x2_0", "ShuffleNetV2 x2.0 for ImageNet", ShuffleNetV2Options.ImageNet(2)),
        new("convnext_tiny", "ConvNeXt-T for ImageNet", ConvNeXtOptions.ImageNet(96, 9)),
        new("convnext_small", "ConvNeXt-S for ImageNet", ConvNeXtOptions.ImageNet(96, 27)),
        new("convnext_base", "ConvNeXt-B for ImageNet", ConvNeXtOptions.ImageNet(128, 27)),
        new("vit_b_16", "ViT-B/16 (DeiT-base) for ImageNet", VisionTransformerOptions.ImageNet(768)),
        new("deit_tiny", "DeiT-tiny for ImageNet", VisionTransformerOptions.ImageNet(192)),
        new("deit_small", "DeiT-small for ImageNet", VisionTransformerOptions.ImageNet(384)),
        new("deit_tiny_distilled", "DeiT-tiny with a distillation token for ImageNet", VisionTransformerOptions.ImageNet(192, distilled: true)),
        new("deit_small_distilled", "DeiT-small with a distillation token for ImageNet", VisionTransformerOptions.ImageNet(384, distilled: true)),
        new("deit_base_distilled", "DeiT-base with a distillation token for ImageNet", VisionTransformerOptions.ImageNet(768, distilled: true)),
    ];

    /// <summary>The network of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static NamedArchitecture Find(string name) =>
        Networks.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no network '{name}' in the zoo. Known are {string.Join(", ", Networks.Select(network => network.Name))}.", nameof(name));
}
