using System.CommandLine;
using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Training;
using Occam.Graphs.Native;
using Occam.Models.Architectures;

namespace Occam.Cli.Commands;

/// <summary><c>occam train</c>: an experiment by its config, or a network of the zoo from scratch.</summary>
internal sealed class TrainCommand : ExampleCommand
{
    private static readonly TrainingOptions Defaults = new();
    private static readonly ResNetOptions Network = new();
    private static readonly string Names = string.Join(", ", Zoo.Networks.Select(network => network.Name));

    private readonly Session _session;
    private readonly ExperimentTraining _experiment;
    private readonly Argument<string?> _config = new("config")
    {
        Description = "The YAML file of an experiment. Without it, a network of the zoo is trained on --data.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Without a config: the folder of labelled images: IDX files (as MNIST has them) or image files in one folder a class; train/ and test/ (or val/) below it are respected.",
        HelpName = "folder",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "With a config the folder for checkpoint, log and model (default: out/ and the experiment's name), without one the ONNX file to write.",
        HelpName = "path",
    };

    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "With a config: start again over the run that is in the output folder." };
    private readonly Option<string> _architecture = new Option<string>("--architecture")
    {
        Description = $"The network: {Names}.",
        DefaultValueFactory = _ => Zoo.Networks[0].Name,
        HelpName = "name",
    }.Within(name => Zoo.Networks.Any(network => string.Equals(network.Name, name, StringComparison.Ordinal)), $"one of {Names}");

    private readonly Option<int?> _size = new Option<int?>("--size")
    {
        Description = "Height and width of the images in pixels. Default: the network's own, 28 for small images.",
        HelpName = "number",
    }.Within(value => value >= 8, "at least 8");

    private readonly Option<int?> _channels = new Option<int?>("--channels")
    {
        Description = "Channels of the images: 1 for grey, 3 for RGB. Default: the network's own, 1 for small images.",
        HelpName = "number",
    }.Within(value => value is 1 or 3, "1 or 3");

    private readonly Option<double?> _width = new Option<double?>("--width-multiplier")
    {
        Description = "What every width of a MobileNetV2 is multiplied by. Default: 1.",
        HelpName = "number",
    }.Within(value => value > 0 && double.IsFinite(value.Value), "over 0");

    private readonly Option<int[]> _widths = Wholes("--widths", "Channels of each stage of a residual network; each stage but the first halves the image.", Network.Widths);
    private readonly Option<int[]> _blocks = Wholes("--blocks", "Blocks of each stage of a residual network.", Network.Blocks);
    private readonly Option<int> _epochs = Whole("--epochs", "Times that every image is seen.", Defaults.Epochs, 1);
    private readonly Option<int> _batchSize = Whole("--batch-size", "Images a training step.", Defaults.BatchSize, 1);
    private readonly Option<double> _learningRate = new Option<double>("--learning-rate")
    {
        Description = "The highest learning rate (SGD with momentum, warm-up, then along a cosine to zero).",
        DefaultValueFactory = _ => Defaults.LearningRate,
        HelpName = "number",
    }.Within(value => value > 0 && double.IsFinite(value), "over 0");

    private readonly Option<int> _seed = CommonOptions.Seed("weights, order and augmentation");
    private readonly Option<int?> _threads = CommonOptions.Threads("training", "the usable cores of this machine");
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint of an interrupted run; the other options have to be the same." };

    public TrainCommand(Session session)
        : base(
            "train",
            "Train an experiment that a config describes; or, without a config, a network of the zoo from scratch (flip and crop, cosine schedule). Either is written as ONNX and tested after every epoch.",
            [
                "occam train experiment.yaml",
                "occam train experiment.yaml --set training.epochs=3 --output out/short",
                "occam train experiment.yaml --resume",
                "occam train --data mnist/ --output network.onnx",
                "occam train --data photos/ --size 64 --channels 3 --widths 32,64,128,256 --blocks 1,1,1,1 --output network.onnx",
                "occam train --data mnist/ --architecture mobilenet_v2_small --epochs 5 --output network.onnx",
                "occam train --data mnist/ --output network.onnx --resume",
            ])
    {
        (_session, _experiment) = (session, new(session));
        Add(_config);
        foreach (var option in new Option[] { _set, _data, _output, _architecture, _size, _channels, _width, _widths, _blocks, _epochs, _batchSize, _learningRate, _seed, _threads, _resume, _overwrite })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        if (parsed.GetValue(_threads) is { } threads)
        {
            LibTorch.Threads = threads;
        }

        return parsed.GetValue(_config) is { } config ? ExecuteExperiment(config, parsed) : ExecuteZoo(parsed);
    }

    private int ExecuteExperiment(string config, ParseResult parsed)
    {
        Refuse(parsed, "is for training without a config; the config says it, and --set changes it", _data, _architecture, _size, _channels, _width, _widths, _blocks, _epochs, _batchSize, _learningRate, _seed);
        return _experiment.Run(config, parsed.GetValue(_set) ?? [], parsed.GetValue(_output), parsed.GetValue(_resume), parsed.GetValue(_overwrite));
    }

    private int ExecuteZoo(ParseResult parsed)
    {
        Refuse(parsed, "needs a config, the command's first argument", _set, _overwrite);
        var options = Read(parsed);
        var problems = options.Network.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new UsageException(string.Join(' ', problems));
        }

        var view = new TrainingView(_session.Terminal);
        try
        {
            var result = Train.Run(options, view.Show, view.Show, _session.Cancellation);
            _session.Terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Output}: {result.TestAccuracy * 100:F2} % of the test images right, {result.Parameters:N0} parameters, {result.Elapsed.TotalMinutes:F1} minutes."));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            view.End();
            _session.Terminal.Error.WriteLine($"Stopped. What was reached is kept beside {options.Output}; the same command with --resume goes on from there.");
            return ExitCode.Interrupted;
        }
        finally
        {
            view.End();
        }
    }

    private TrainOptions Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(_data) ?? throw new UsageException("Either a config is wanted, or --data with the folder of images and --output with the ONNX file to write."),
        Output = parsed.GetValue(_output) ?? throw new UsageException("--output is wanted: the ONNX file to write."),
        Network = ReadNetwork(parsed),
        Training = new()
        {
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            LearningRate = parsed.GetValue(_learningRate),
            Seed = parsed.GetValue(_seed),
        },
        Resume = parsed.GetValue(_resume),
    };

    private ArchitectureOptions ReadNetwork(ParseResult parsed)
    {
        var options = Zoo.Find(parsed.GetRequiredValue(_architecture)).Options;
        options = options with { Size = parsed.GetValue(_size) ?? options.Size, Channels = parsed.GetValue(_channels) ?? options.Channels };
        var (widths, blocks, multiplier) = (parsed.GetValue(_widths), parsed.GetValue(_blocks), parsed.GetValue(_width));
        return options switch
        {
            ResNetOptions network when multiplier is null => network with
            {
                Widths = widths is { Length: > 0 } ? widths : network.Widths,
                Blocks = blocks is { Length: > 0 } ? blocks : network.Blocks,
            },
            MobileNetV2Options network when widths is not { Length: > 0 } && blocks is not { Length: > 0 } => network with { WidthMultiplier = multiplier ?? network.WidthMultiplier },
            _ when multiplier is not null => throw new UsageException($"--width-multiplier is for the MobileNetV2 networks, not for {parsed.GetValue(_architecture)}."),
            _ when widths is { Length: > 0 } || blocks is { Length: > 0 } => throw new UsageException($"--widths and --blocks are for the residual networks, not for {parsed.GetValue(_architecture)}."),
            _ => options,
        };
    }

    private static void Refuse(ParseResult parsed, string why, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name} {why}.");
            }
        }
    }

    private static Option<int> Whole(string name, string description, int fallback, int least) => new Option<int>(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        HelpName = "number",
    }.Within(value => value >= least, $"at least {least}");

    private static Option<int[]> Wholes(string name, string description, IReadOnlyList<int> fallback) => new(name)
    {
        Description = $"{description} Default: {string.Join(',', fallback)}.",
        HelpName = "numbers",
        CustomParser = result =>
        {
            var parts = result.Tokens.SelectMany(token => token.Value.Split(',')).ToArray();
            var numbers = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
            if (numbers.Any(number => number < 1))
            {
                result.AddError($"{name} has to be whole numbers over 0 with commas between them, for example {string.Join(',', fallback)}, but is {string.Join(',', parts)}.");
            }

            return numbers;
        },
    };
}
