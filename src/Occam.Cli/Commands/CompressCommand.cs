using System.CommandLine;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Datasets;

namespace Occam.Cli.Commands;

/// <summary><c>occam compress</c>: the main job.</summary>
internal sealed class CompressCommand : ExampleCommand
{
    private const int DefaultEpochs = 6;
    private const int DefaultBatchSize = 64;
    private const double DefaultLearningRate = 0.02;

    private readonly Session _session;
    private readonly Argument<string> _model = new("model") { Description = "The ONNX file of an image classifier: one input [N, C, H, W], first output [N, classes]." };
    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of images: IDX files (as MNIST has them) or image files, in one folder a class where they have labels; train/ and test/ (or val/) below it are respected. "
            + "Without labels the original is the yardstick, and agreement with it is reported instead of accuracy.",
        HelpName = "folder",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder for the results; it has to be new or empty unless --overwrite or --resume is given.",
        HelpName = "folder",
        Required = true,
    };

    private readonly PruningArguments _pruning = new(string.Empty);

    private readonly Option<string?> _quantize = new Option<string?>("--quantize")
    {
        Description = "Also make a model that computes with 8-bit integers: int8. Left out: float only.",
        HelpName = "int8",
    }.Within(value => value is "int8", "int8");

    private readonly Option<int> _epochs = new Option<int>("--epochs")
    {
        Description = "Times that fine-tuning sees every training image.",
        DefaultValueFactory = _ => DefaultEpochs,
        HelpName = "number",
    }.Within(value => value >= 1, "at least 1");

    private readonly Option<TimeSpan?> _timeBudget = new Option<TimeSpan?>("--time-budget")
    {
        Description = "The most time for fine-tuning, for example 90s, 10m or 2h; fewer steps are taken where --epochs would need longer. Default: no limit.",
        HelpName = "time",
        CustomParser = result => Durations.Parse(result),
    };

    private readonly Option<int> _batchSize = new Option<int>("--batch-size")
    {
        Description = "Images a training step.",
        DefaultValueFactory = _ => DefaultBatchSize,
        HelpName = "number",
    }.Within(value => value >= 1, "at least 1");

    private readonly Option<double> _learningRate = new Option<double>("--learning-rate")
    {
        Description = "The highest learning rate of fine-tuning (SGD with momentum, warm-up, then along a cosine to zero).",
        DefaultValueFactory = _ => DefaultLearningRate,
        HelpName = "number",
    }.Within(value => value > 0 && double.IsFinite(value), "over 0");

    private readonly Option<bool> _noFineTune = new("--no-finetune") { Description = "Do not train after pruning." };
    private readonly Option<ImageSides?> _imageSize = ImageSizeOption.Create();
    private readonly NormalisationOptions _normalisation = new();
    private readonly Option<int> _seed = CommonOptions.Seed("order and augmentation");
    private readonly Option<int?> _threads = CommonOptions.Threads("training and for measuring latency", "the usable cores of this machine");
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the interrupted run in --output; the other options have to be the same." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the results of an earlier run in --output; other files there stay." };

    public CompressCommand(Session session)
        : base(
            "compress",
            "Make an image classifier smaller and faster: prune channels, fine-tune with the original as teacher, quantize, measure. "
            + "Leaves the models as ONNX files, plan.yaml, report.html, report.json, certificate.json and log.jsonl in --output.",
            [
                "occam compress model.onnx --data images/ --target-macs 0.5 --quantize int8 --output out/",
                "occam compress model.onnx --data images/ --quantize int8 --output out/              only quantize; no training",
                "occam compress model.onnx --data images/ --target-macs 0.5 --time-budget 30m --output out/",
                "occam compress model.onnx --data images/ --from-plan plan.yaml --output out/       widths from an edited plan",
                "occam compress model.onnx --data images/ --target-macs 0.5 --quantize int8 --output out/ --resume",
            ])
    {
        _session = session;
        Add(_model);
        foreach (var option in (Option[])[_data, _output, .. _pruning.All, _quantize, _epochs, _timeBudget, _batchSize, _learningRate, _noFineTune, _imageSize, .. _normalisation.All, _seed, _threads, _resume, _overwrite])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (!_pruning.IsAsked(result) && result.GetResult(_quantize) is null)
            {
                result.AddError("Nothing is asked for: give --target-macs or another target, --from-plan, or --quantize int8.");
            }
        });
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var options = Read(parsed);
        ModelFile.Check(options.Model);
        var view = new ProgressView(_session.Terminal);
        try
        {
            var result = Compress.Run(options, view.Show, _session.Cancellation);
            view.End();
            ResultView.Write(_session.Terminal, result);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            view.End();
            _session.Terminal.Error.WriteLine($"Stopped. What was reached is kept in {options.Output}; the same command with --resume goes on from there.");
            return ExitCode.Interrupted;
        }
        finally
        {
            view.End();
        }
    }

    private CompressOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetRequiredValue(_model),
        Data = parsed.GetRequiredValue(_data),
        Output = parsed.GetRequiredValue(_output),
        Pruning = _pruning.Read(parsed, parsed.GetValue(_seed)),
        TargetLatency = _pruning.TargetLatency(parsed),
        LatencyTable = _pruning.LatencyTable(parsed),
        FromPlan = _pruning.FromPlan(parsed),
        Quantize = parsed.GetValue(_quantize) is null ? NumberFormat.Float32 : NumberFormat.Int8,
        FineTune = !parsed.GetValue(_noFineTune),
        Epochs = parsed.GetValue(_epochs),
        TimeBudget = parsed.GetValue(_timeBudget),
        BatchSize = parsed.GetValue(_batchSize),
        LearningRate = parsed.GetValue(_learningRate),
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
        ImageSize = parsed.GetValue(_imageSize),
        Mean = _normalisation.Mean(parsed),
        Deviation = _normalisation.Deviation(parsed),
        Resume = parsed.GetValue(_resume),
        Overwrite = parsed.GetValue(_overwrite),
    };
}
