using Occam.Core.Configs;
using Occam.Core.Experiments;
using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class TransformConfigTests
{
    [Fact]
    public void Transforms_and_mixes_of_a_config_are_made_with_their_options()
    {
        var training = Load("""
            training:
              transforms:
              - {type: random_crop, padding: 4}
              - {type: auto_augment, policy: cifar10}
              - {type: cutout, length: 8}
              mixes: [{type: mixup, alpha: 1}, {type: cutmix}]
            """);

        var transforms = training.Transforms!.Select(choice => choice.Make(new(new(3, 32, 32)))).ToArray();
        Assert.Equal([typeof(RandomCrop), typeof(AutoAugment), typeof(Cutout)], transforms.Select(transform => transform.GetType()));
        Assert.Equal(new(3, 32, 32), transforms[0].OutputSize(new(3, 32, 32)));
        Assert.Equal([typeof(Mixup), typeof(CutMix)], training.Mixes.Select(choice => choice.Make(new(default)).GetType()));
    }

    [Fact]
    public void Options_out_of_range_are_problems_of_the_config()
    {
        var error = Assert.Throws<ConfigException>(() => Load("training: {transforms: [{type: rotation, degrees: 200}, {type: cut_out}], mixes: [{type: mixup, alpha: 0}]}"));

        Assert.Contains("degrees has to be from 0 to 180, but is 200", error.Message, StringComparison.Ordinal);
        Assert.Contains("'cutout'", error.Message, StringComparison.Ordinal);
        Assert.Contains("alpha has to be over 0, but is 0", error.Message, StringComparison.Ordinal);
    }

    private static ExperimentTraining Load(string training)
    {
        using var folder = new TemporaryFolder();
        var config = folder.File("e.yaml");
        File.WriteAllText(config, $"model: {{type: lenet}}\ndata: {{type: folder, path: .}}\n{training}\n");
        return Experiment.Load(config).Options.Training;
    }
}
