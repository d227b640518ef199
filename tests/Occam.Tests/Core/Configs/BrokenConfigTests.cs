using Occam.Core.Configs;
using Occam.Core.Registry;

namespace Occam.Tests.Core.Configs;

/// <summary>What is wrong is listed completely, with place, path and advice.</summary>
public sealed class BrokenConfigTests
{
    private const string TrainingKeys = "learning_rate, epochs, flip, batch_mode, time_budget, name, widths, weights";

    public static TheoryData<string, string[]> Cases => new()
    {
        { "", ["c:1:1: the file is empty; keys with values are wanted"] },
        { "# only a comment\n", ["c:1:1: the file is empty; keys with values are wanted"] },
        { "- 1\n- 2\n", ["c:1:1: the file holds a list; keys with values are wanted"] },
        { "just words\n", ["c:1:1: the file holds 'just words'; keys with values are wanted"] },
        { "seed: 1\n---\nseed: 2\n", ["c:2:1: a second document starts here; a config is one document, so this '---' and what follows has to go into another file"] },
        { "training:\n\tepochs: 1\n\tflip: true\n", ["c:2:1: a tab indents this line; YAML is indented with spaces", "c:3:1: a tab indents this line; YAML is indented with spaces"] },
        { "seed: 1\0\n", ["c:1:1: the file has bytes of zero, so it is no text in UTF-8; save it as UTF-8 (it may be UTF-16, or no config at all)"] },
        { "training: {epochs: 1\nseed: 2\n", ["c:1:12: this is not YAML: what begins here does not end; a comma or a closing bracket is missing"] },
        { "training: {widths: [1, 2\n", ["c:2:1: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'"] },
        { "training: {name: \"run}\n", ["c:1:18: this is not YAML: while scanning a quoted scalar, found unexpected end of stream"] },
        { "seed: 1\n  training: {}\n", ["c:2:11: this is not YAML: while scanning a plain scalar value, found invalid mapping"] },
        { "? [a, b]\n: 1\n", ["c:1:3: a key has to be a name"] },
        { "training:\n  : 1\nseed: x\n", ["c:2:4: training: a key has to be a name"] },
        { ": 1\nseed: 1\n", ["c:1:1: a key has to be a name"] },
        { "stages: [{name: a, share: b}, {share: 2}]\n", ["c:1:27: stages[0].share: a number is wanted, but this is 'b'", "c:1:31: stages[1]: 'name' is missing; it has no default"] },
        { "extensions: [nowhere.dll]\nseed: x\nmodel: {type: perceptron}\n", ["c:1:14: extensions[0]: There is no extension 'FOLDERnowhere.dll'; the path of a .NET assembly is wanted", "c:2:7: seed: a whole number is wanted, but this is 'x'"] },
        { "extensions: mine.dll\n", ["c:1:13: extensions: a list is wanted, but this is 'mine.dll'; write [mine.dll]"] },
        { "seed: 1\nseed: 2\n", ["c:2:1: seed: 'seed' is set a second time; the first is at c:1:1"] },
        { "training: {epochs: 1, epochs: 2}\n", ["c:1:23: training.epochs: 'epochs' is set a second time; the first is at c:1:12"] },
        { "seed: &s 1\ntraining: {epochs: *s}\n", ["c:1:7: seed: the anchor '&s' is YAML's own naming, which configs do not have; write ${key.path} where the value is wanted again", "c:2:20: training.epochs: the alias '*s' is YAML's own reference, which configs do not have; write ${key.path}"] },
        { "seed: !!int 1\n", ["c:1:7: seed: the tag 'tag:yaml.org,2002:int' is not part of configs; types follow from the option, so leave it out"] },
        { "training:\n  <<: {epochs: 2}\n", ["c:2:3: training: the merge key '<<' is not part of configs; write ${key.path}, or inherit with _base_"] },
        { "sed: 1\n", ["c:1:1: sed: 'sed' is not known here; did you mean 'seed'? Known: seed, training, model, teacher, stages."] },
        { "Seed: 1\n", ["c:1:1: Seed: 'Seed' is not known here; did you mean 'seed'? Known: seed, training, model, teacher, stages."] },
        { "zzz: 1\n", ["c:1:1: zzz: 'zzz' is not known here. Known: seed, training, model, teacher, stages."] },
        { "training: {learningRate: 1}\n", [$"c:1:12: training.learningRate: 'learningRate' is not known here; did you mean 'learning_rate'? Known: {TrainingKeys}."] },
        { "training: {lr: 1}\n", [$"c:1:12: training.lr: 'lr' is not known here. Known: {TrainingKeys}."] },
        { "seed: one\n", ["c:1:7: seed: a whole number is wanted, but this is 'one'"] },
        { "seed: 1.5\n", ["c:1:7: seed: a whole number is wanted, but this is '1.5'"] },
        { "seed: 010\n", ["c:1:7: seed: a whole number is wanted, but this is '010'; leave out the leading zeros (it would be octal in some dialects of YAML)"] },
        { "seed: 0x1F\n", ["c:1:7: seed: a whole number is wanted, but this is '0x1F'; write it in decimal digits"] },
        { "seed: 0o17\n", ["c:1:7: seed: a whole number is wanted, but this is '0o17'; write it in decimal digits"] },
        { "seed: 1_000\n", ["c:1:7: seed: a whole number is wanted, but this is '1_000'; write the digits without separators"] },
        { "seed: 3000000000\n", ["c:1:7: seed: a whole number up to 2147483647 is wanted, but this is '3000000000'"] },
        { "seed: \"1\"\n", ["c:1:7: seed: a whole number is wanted, but this is the text \"1\"; leave out the quotes"] },
        { "seed:\n", ["c:1:6: seed: a whole number is wanted, but this is nothing"] },
        { "seed: ~\n", ["c:1:7: seed: a whole number is wanted, but this is '~'"] },
        { "seed: [1]\n", ["c:1:7: seed: a whole number is wanted, but this is a list"] },
        { "seed: {a: 1}\n", ["c:1:7: seed: a whole number is wanted, but this is a mapping"] },
        { "training: {flip: no}\n", ["c:1:18: training.flip: true or false is wanted, but this is 'no'; write false"] },
        { "training: {flip: Yes}\n", ["c:1:18: training.flip: true or false is wanted, but this is 'Yes'; write true"] },
        { "training: {flip: 1}\n", ["c:1:18: training.flip: true or false is wanted, but this is '1'; write true"] },
        { "training: {flip: \"true\"}\n", ["c:1:18: training.flip: true or false is wanted, but this is the text \"true\"; leave out the quotes"] },
        { "training:\n  learning_rate: 0,5\n", ["c:2:18: training.learning_rate: a number is wanted, but this is '0,5'; the decimal sign is a point"] },
        { "training: {learning_rate: .inf}\n", ["c:1:27: training.learning_rate: a number is wanted, but this is '.inf'; it has to be finite"] },
        { "training: {learning_rate: fast}\n", ["c:1:27: training.learning_rate: a number is wanted, but this is 'fast'"] },
        { "training: {learning_rate: -1}\n", ["c:1:27: training.learning_rate: learning_rate has to be over 0, but is -1"] },
        { "training: {learning_rate: 0 %}\n", ["c:1:27: training.learning_rate: learning_rate has to be over 0, but is 0"] },
        { "training: {batch_mode: RunningMean}\n", ["c:1:24: training.batch_mode: one of running_mean, frozen is wanted, but this is 'RunningMean'; did you mean 'running_mean'?"] },
        { "training: {batch_mode: other}\n", ["c:1:24: training.batch_mode: one of running_mean, frozen is wanted, but this is 'other'"] },
        { "training: {time_budget: 10}\n", ["c:1:25: training.time_budget: a time with its unit (90s, 10m, 2h) is wanted, but this is '10'"] },
        { "training: {widths: 16}\n", ["c:1:20: training.widths: a list is wanted, but this is '16'; write [16]"] },
        { "training: {widths: [16, wide, 3.5]}\n", ["c:1:25: training.widths[1]: a whole number is wanted, but this is 'wide'", "c:1:31: training.widths[2]: a whole number is wanted, but this is '3.5'"] },
        { "training: {weights: [1]}\n", ["c:1:21: training.weights: a mapping is wanted, but this is a list"] },
        { "training: {weights: {a: x, b: 1}}\n", ["c:1:25: training.weights.a: a number is wanted, but this is 'x'"] },
        { "training: {name: }\n", ["c:1:18: training.name: a text is wanted, but this is nothing"] },
        { "training: 5\n", [$"c:1:11: training: a mapping with the keys {TrainingKeys} is wanted, but this is '5'"] },
        { "model: {}\n", ["c:1:8: model: 'type' is missing; the architecture is one of ARCHITECTURES"] },
        { "model: [resnet]\n", ["c:1:8: model: a component of kind 'architecture' is wanted - its name, or a mapping with 'type' - but this is a list"] },
        { "model: {type: restnet}\n", ["c:1:15: model.type: there is no architecture 'restnet'; did you mean 'resnet'? Known: ARCHITECTURES"] },
        { "model: restnet\n", ["c:1:8: model: there is no architecture 'restnet'; did you mean 'resnet'? Known: ARCHITECTURES"] },
        { "model: {type: [resnet]}\n", ["c:1:15: model.type: a name is wanted, but this is a list"] },
        { "model: {type: resnet, size: 4, classes: 1}\n", ["c:1:29: model.size: size has to be at least 8, but is 4", "c:1:41: model.classes: classes has to be at least 2, but is 1"] },
        { "model: {type: onnx}\n", ["c:1:8: model: 'file' is missing; it has no default"] },
        { "stages: [{share: 0.1}]\n", ["c:1:10: stages[0]: 'name' is missing; it has no default"] },
        { "stages:\n- {name: a, share: b}\n- {nam: a}\n", ["c:2:20: stages[0].share: a number is wanted, but this is 'b'", "c:3:3: stages[1]: 'name' is missing; it has no default", "c:3:4: stages[1].nam: 'nam' is not known here; did you mean 'name'? Known: name, share."] },
        { "seed: ${sead}\n", ["c:1:7: seed: '${sead}' names nothing: there is no 'sead' at the top; did you mean '${seed}'?"] },
        { "seed: ${training.epoch}\ntraining: {epochs: 2}\n", ["c:1:7: seed: '${training.epoch}' names nothing: there is no 'epoch' in 'training'; did you mean '${training.epochs}'?"] },
        { "seed: ${seed}\n", ["c:1:7: seed: the reference leads back to itself: seed -> seed"] },
        { "seed: ${training.epochs}\ntraining: {epochs: '${seed}'}\n", ["c:1:7: seed: the reference leads back to itself: training.epochs -> seed -> training.epochs", "c:2:20: training.epochs: the reference leads back to itself: seed -> training.epochs -> seed"] },
        { "training: {name: 'a-${training.widths}', widths: [1]}\n", ["c:1:18: training.name: '${training.widths}' is a list (c:1:50), which cannot be part of a text"] },
        { "training: {name: 'a-${seed'}\nseed: 1\n", ["c:1:18: training.name: the reference in 'a-${seed' is not closed: '}' is missing; write $${ for a literal ${"] },
        { "_base_: nowhere.yaml\n", ["c:1:9: _base_: there is no file 'nowhere.yaml'"] },
        { "_base_: {a: 1}\n", ["c:1:9: _base_: a file name, or a list of them, is wanted, but this is a mapping"] },
        { "training: {_base_: x.yaml}\n", ["c:1:12: training._base_: _base_ may only stand at the top of a file"] },
        { "training: {_delete_: yes}\n", ["c:1:22: training._delete_: true or false is wanted, but this is 'yes'"] },
        { "sead: 1\ntraining: {epochs: 0, flip: maybe, learning_rate: 0}\nmodel: {type: resnet, blocks: 3}\n", ["c:1:1: sead: 'sead' is not known here; did you mean 'seed'? Known: seed, training, model, teacher, stages.", "c:2:20: training.epochs: epochs has to be at least 1, but is 0", "c:2:29: training.flip: true or false is wanted, but this is 'maybe'", "c:2:51: training.learning_rate: learning_rate has to be over 0, but is 0", "c:3:31: model.blocks: a list is wanted, but this is '3'; write [3]"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_problem_is_listed_with_its_place(string text, string[] expected)
    {
        var registry = ComponentRegistry.CreateDefault();
        var names = string.Join(", ", registry.Architectures.Entries.Select(entry => entry.Name));

        var exception = Assert.Throws<ConfigException>(() => Config.Parse(text, "c").Bind<SampleExperiment>(registry));

        Assert.Equal(expected.Select(line => line.Replace("ARCHITECTURES", names, StringComparison.Ordinal).Replace("FOLDER", Path.GetFullPath("./"), StringComparison.Ordinal)), exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void There_are_at_least_fifty_broken_configs() => Assert.True(Cases.Count >= 50);

    [Theory]
    [InlineData("nonsense", "--set nonsense: key.path=value is wanted, for example optimizer.learning_rate=0.05")]
    [InlineData("training.widths[5]=1", "--set training.widths[5]=1: training.widths: 'training.widths' is a list of 2 (c:2:20): an index from 0 to below 2 is wanted, but is '5'")]
    [InlineData("seed.x=1", "--set seed.x=1: seed: 'seed' is '1' (c:1:7), which has no 'x'")]
    [InlineData("=1", "--set =1: key.path=value is wanted, for example optimizer.learning_rate=0.05")]
    [InlineData("training..epochs=1", "--set training..epochs=1: key.path=value is wanted, for example optimizer.learning_rate=0.05")]
    [InlineData("training.widths[-1]=1", "--set training.widths[-1]=1: training.widths: 'training.widths' is a list of 2 (c:2:20): an index from 0 to below 2 is wanted, but is '-1'")]
    [InlineData("training.widths.x=1", "--set training.widths.x=1: training.widths: 'training.widths' is a list of 2 (c:2:20): an index from 0 to below 2 is wanted, but is 'x'")]
    [InlineData("stages[0].share=1", "--set stages[0].share=1: stages: 'stages' has no items that could be replaced; give the whole list, in the form --set 'stages=[...]'")]
    [InlineData("training.widths=[1", "--set training.widths=[1: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("seed=${nothing}", "--set seed=${nothing}: seed: '${nothing}' names nothing: there is no 'nothing' at the top")]
    [InlineData("seed=", "--set seed=: seed: a whole number is wanted, but this is nothing")]
    [InlineData("model.x=1", "--set model.x=1: model: 'type' is missing; the architecture is one of ARCHITECTURES")]
    [InlineData("_base_=x.yaml", "--set _base_=x.yaml: _base_: _base_ may only stand at the top of a file")]
    [InlineData("training.epochs=x", "--set training.epochs=x: training.epochs: a whole number is wanted, but this is 'x'")]
    public void Overrides_that_do_not_fit_are_named(string assignment, string expected)
    {
        var registry = ComponentRegistry.CreateDefault();
        var names = string.Join(", ", registry.Architectures.Entries.Select(entry => entry.Name));

        var exception = Assert.Throws<ConfigException>(() => Config.Parse("seed: 1\ntraining: {widths: [1, 2]}\n", "c", [assignment]).Bind<SampleExperiment>(registry));

        Assert.Equal([expected.Replace("ARCHITECTURES", names, StringComparison.Ordinal)], exception.Problems.Select(problem => problem.ToString()));
    }
}
