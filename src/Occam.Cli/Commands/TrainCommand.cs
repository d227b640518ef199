using System.CommandLine;
using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Training;
using Occam.Graphs.Native;
using Occam.Models.Architectures;

namespace Occam.Cli.Commands;

/// <summary><c>occam train</c>: a residual network for small images, from scratch.</summary>
internal sealed class TrainCommand : ExampleCommand
{
    private static readonly TrainingOptions Defaults = new();
    private static readonly ResNetOptions Network = new();

    private readonly Session _session;
    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of labelled images: IDX files (as MNIST has them) or image files in one folder a class; train/ and test/ (or val/) below it are respected.",
        HelpName = "folder",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "The ONNX file to write.", HelpName = "file", Required = true };
    private readonly Option<int> _size = Whole("--size", "Height and width of the images in pixels.", Network.Size, 8);
    private readonly Option<int> _channels = new Option<int>("--channels")
    {
        Description = "Channels of the images: 1 for grey, 3 for RGB.",
        DefaultValueFactory = _ => Network.Channels,
        HelpName = "number",
    }.Within(value => value is 1 or 3, "1 or 3");

    private readonly Option<int[]> _widths = Wholes("--widths", "Channels of each stage of the network; each stage but the first halves the image.", Network.Widths);
    private readonly Option<int[]> _blocks = Wholes("--blocks", "Residual blocks of each stage.", Network.Blocks);
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
            "Train a residual network for small images from scratch (flip and crop, cosine schedule) and write it as ONNX, BatchNorm kept as nodes. Prints the test accuracy after every epoch.",
            [
                "occam train --data mnist/ --output network.onnx",
                "occam train --data photos/ --size 64 --channels 3 --widths 32,64,128,256 --blocks 1,1,1,1 --output network.onnx",
                "occam train --data mnist/ --output network.onnx --resume",
            ])
    {
        _session = session;
        foreach (var option in new Option[] { _data, _output, _size, _channels, _widths, _blocks, _epochs, _batchSize, _learningRate, _seed, _threads, _resume })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var options = Read(parsed);
        var problems = options.Network.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new UsageException(string.Join(' ', problems));
        }

        if (parsed.GetValue(_threads) is { } threads)
        {
            LibTorch.Threads = threads;
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
        Data = parsed.GetRequiredValue(_data),
        Output = parsed.GetRequiredValue(_output),
        Network = new()
        {
            Size = parsed.GetValue(_size),
            Channels = parsed.GetValue(_channels),
            Widths = parsed.GetValue(_widths) is { Length: > 0 } widths ? widths : Network.Widths,
            Blocks = parsed.GetValue(_blocks) is { Length: > 0 } blocks ? blocks : Network.Blocks,
        },
        Training = new()
        {
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            LearningRate = parsed.GetValue(_learningRate),
            Seed = parsed.GetValue(_seed),
        },
        Resume = parsed.GetValue(_resume),
    };

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
