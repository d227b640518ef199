using System.CommandLine;
using System.Numerics;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.WeightOnly;
using Occam.Onnx.Quantization;

namespace Occam.Cli.Commands;

/// <summary><c>occam quantize</c>: 8-bit integers.</summary>
internal sealed class QuantizeCommand : ExampleCommand
{
    private const string WeightOnly = "weight-only";
    private const int DefaultBits = 8;

    private readonly Session _session;
    private readonly Argument<string> _model = new("model") { Description = "The ONNX file: a classifier, or any network with recorded inputs." };
    private readonly Option<string> _data = new("--data") { Description = "The images, table or arrays, as for compress; labels are not needed. For any other network a folder of recorded inputs (input_0.pb, or test_data_set_0/input_0.pb), or a .npz with an array of each input's name. Required but for weight-only, which rounds by GPTQ with data and to the nearest without.", HelpName = "folder" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder for the results; new or empty unless --overwrite is given.", HelpName = "folder", Required = true };
    private readonly Option<string> _method = new Option<string>("--method")
    {
        Description = "How: weights rounded to the nearest integer (ptq), as learnt layer by layer (adaround), or so that later ones make good the error of earlier ones (gptq); or the network trained for its integers (qat), also with learned step sizes (lsq). weight-only gives the weights of MatMul and Gemm few bits and leaves activations float, for any network.",
        DefaultValueFactory = _ => "ptq",
        HelpName = "ptq|adaround|gptq|qat|lsq|weight-only",
    }.Within(value => value is "ptq" or "adaround" or "gptq" or "qat" or "lsq" or WeightOnly, "ptq, adaround, gptq, qat, lsq or weight-only");

    private readonly Option<int?> _bits = new Option<int?>("--bits")
    {
        Description = "Bits of a weight. ONNX Runtime has no integer kernels below 8 bits: 4, 3 and 2 are stored in 8 and show accuracy, not size or speed - but for weight-only, where 8, 4 and 2 are stored as they are and 3 in 4. Default: 8, for weight-only 4.",
        HelpName = "8|4|3|2",
    }.Within(value => value is 8 or 4 or 3 or 2, "8, 4, 3 or 2");

    private readonly Option<int> _blockSize = new Option<int>("--block-size")
    {
        Description = "Inputs of an output channel that share a scale, for weight-only: a power of two, 16 to 256.",
        DefaultValueFactory = _ => new WeightOnlyOptions().BlockSize,
        HelpName = "count",
    }.Within(value => value is >= 16 and <= 256 && BitOperations.IsPow2(value), "a power of two from 16 to 256");

    private readonly Option<bool> _asymmetric = new("--asymmetric") { Description = "Give each block a zero point as well, for weight-only." };

    private readonly Option<SizeLimit?> _maxSize = new("--max-size")
    {
        Description = "The most that the file may have, for weight-only, in bytes or as a share of the float file: layers get 8, 4 or 2 bits or stay float, whatever loses least; --bits are the fewest. Default: no limit, the same bits in all layers.",
        HelpName = "120KB|0.2",
        CustomParser = result =>
        {
            var limit = SizeLimit.Parse(result.Tokens[^1].Value);
            if (limit is null)
            {
                result.AddError($"--max-size has to be bytes (120000, 120KB, 1.5MiB) or a share of the float file over 0, at most 1, but is '{result.Tokens[^1].Value}'.");
            }

            return limit;
        },
    };

    private readonly Option<string> _backend = new Option<string>("--backend")
    {
        Description = "Whose kernels will run the result. tensorrt: signed symmetric activations, biases in float; openvino: as onnxruntime, checked by its documentation alone. Neither is run or timed here.",
        DefaultValueFactory = _ => new QuantizationOptions().Backend,
        HelpName = string.Join('|', IntegerBackend.Known.Keys.Order(StringComparer.Ordinal)),
    }.Within(IntegerBackend.Known.ContainsKey, $"one of {string.Join(", ", IntegerBackend.Known.Keys.Order(StringComparer.Ordinal))}");

    private readonly Option<int> _activationBits = new Option<int>("--activation-bits")
    {
        Description = "Bits of an activation, 8, or 4 with qat and lsq.",
        DefaultValueFactory = _ => DefaultBits,
        HelpName = "8|4",
    }.Within(value => value is 8 or 4, "8 or 4");

    private readonly Option<int> _epochs = new Option<int>("--epochs")
    {
        Description = "Times that every training image is seen, for qat and lsq.",
        DefaultValueFactory = _ => new QuantizationOptions().Epochs,
        HelpName = "count",
    }.Within(value => value >= 1, "at least 1");

    private readonly Option<double> _learningRate = new Option<double>("--learning-rate")
    {
        Description = "The highest learning rate, for qat and lsq.",
        DefaultValueFactory = _ => new QuantizationOptions().LearningRate,
        HelpName = "rate",
    }.Within(value => value > 0, "above 0");

    private readonly Option<double?> _maxDrop = new Option<double?>("--max-drop")
    {
        Description = "The most that accuracy on the calibration images may drop, in points: the most sensitive layers stay float until it holds. Default: no limit.",
        HelpName = "points",
    }.Within(value => value >= 0, "at least 0");

    private readonly Option<bool> _noTiming = new("--no-timing") { Description = "Keep integers also where they are slower than float on this machine." };
    private readonly Option<ImageSides?> _imageSize = ImageSizeOption.Create();
    private readonly NormalisationOptions _normalisation = new();
    private readonly Option<int> _seed = CommonOptions.Seed("calibration");
    private readonly Option<int?> _threads = CommonOptions.Threads("measuring latency", "the usable cores of this machine");
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the results of an earlier run in --output; other files there stay." };

    public QuantizeCommand(Session session)
        : base(
            "quantize",
            "Make an image classifier compute with 8-bit integers in ONNX Runtime. Leaves the model as an ONNX file, report.html, report.json, certificate.json and log.jsonl in --output.",
            [
                "occam quantize model.onnx --data images/ --output out/",
                "occam quantize model.onnx --data images/ --max-drop 0.3 --output out/        the most sensitive layers stay float",
                "occam quantize model.onnx --data images/ --bits 4 --method gptq --output out/",
                "occam quantize detector.onnx --data recorded/ --output out/                 any network, with recorded inputs",
                "occam quantize model.onnx --data images/ --bits 4 --activation-bits 4 --method lsq --epochs 3 --output out/",
                "occam quantize model.onnx --method weight-only --bits 4 --output out/      MatMul and Gemm of any network; no data",
                "occam quantize model.onnx --method weight-only --max-size 0.2 --bits 2 --output out/",
            ])
    {
        _session = session;
        Add(_model);
        foreach (var option in (Option[])[_data, _output, _method, _bits, _blockSize, _asymmetric, _maxSize, _backend, _activationBits, _epochs, _learningRate, _maxDrop, _noTiming, _imageSize, .. _normalisation.All, _seed, _threads, _overwrite])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_data) is null && !string.Equals(result.GetValue(_method), WeightOnly, StringComparison.Ordinal))
            {
                result.AddError("Option '--data' is required: the images, table, arrays or recorded inputs that calibrate the network. Only --method weight-only does without.");
            }

            if (result.GetResult(_maxSize) is not null && !string.Equals(result.GetValue(_method), WeightOnly, StringComparison.Ordinal))
            {
                result.AddError("--max-size is for --method weight-only: the integer kernels of the other methods store 8 bits whatever --bits says.");
            }
        });
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        if (string.Equals(parsed.GetRequiredValue(_method), WeightOnly, StringComparison.Ordinal))
        {
            return Weights(parsed);
        }

        var options = new CompressOptions
        {
            Model = parsed.GetRequiredValue(_model),
            Data = parsed.GetValue(_data)!,
            Output = parsed.GetRequiredValue(_output),
            Quantize = NumberFormat.Int8,
            Quantization = new QuantizationOptions
            {
                Method = parsed.GetRequiredValue(_method),
                Bits = parsed.GetValue(_bits) ?? DefaultBits,
                ActivationBits = parsed.GetValue(_activationBits),
                Epochs = parsed.GetValue(_epochs),
                LearningRate = parsed.GetValue(_learningRate),
                MaxDrop = parsed.GetValue(_maxDrop),
                Backend = parsed.GetRequiredValue(_backend),
                NeverSlower = !parsed.GetValue(_noTiming) && IntegerBackend.Known[parsed.GetRequiredValue(_backend)].IsVerified,
            },
            ImageSize = parsed.GetValue(_imageSize),
            Mean = _normalisation.Mean(parsed),
            Deviation = _normalisation.Deviation(parsed),
            Seed = parsed.GetValue(_seed),
            Threads = parsed.GetValue(_threads),
            Overwrite = parsed.GetValue(_overwrite),
        };
        ModelFile.Check(options.Model);
        using (var graph = ModelFile.Read(options.Model))
        {
            if (Quantize.Suits(graph, options.Data))
            {
                return Other(options, _normalisation.Read(parsed));
            }
        }

        var view = new ProgressView(_session.Terminal);
        try
        {
            var result = Compress.Run(options, view.Show, _session.Cancellation);
            view.End();
            ResultView.Write(_session.Terminal, result);
            return ExitCode.Success;
        }
        finally
        {
            view.End();
        }
    }

    private int Weights(ParseResult parsed)
    {
        var (model, output) = (parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_output));
        ModelFile.Check(model);
        Claim(output, parsed.GetValue(_overwrite));
        var defaults = new WeightOnlyOptions();
        var options = new QuantizeWeightsOptions
        {
            Model = model,
            Data = parsed.GetValue(_data),
            Output = Path.Combine(output, $"{Path.GetFileNameWithoutExtension(model)}-weights.onnx"),
            Quantization = new()
            {
                Bits = parsed.GetValue(_bits) ?? defaults.Bits,
                BlockSize = parsed.GetValue(_blockSize),
                IsSymmetric = !parsed.GetValue(_asymmetric),
                Backend = IntegerBackend.Known[parsed.GetRequiredValue(_backend)],
            },
            ImageSize = parsed.GetValue(_imageSize),
            Normalisation = _normalisation.Read(parsed),
            MaxSize = parsed.GetValue(_maxSize),
            Seed = parsed.GetValue(_seed),
        };
        WeightOnlyView.Write(_session.Terminal, QuantizeWeights.Run(options, _session.Terminal.Output.WriteLine, _session.Cancellation));
        return ExitCode.Success;
    }

    private static void Claim(string output, bool overwrite)
    {
        if (File.Exists(output) || (!overwrite && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
        {
            throw new UsageException($"--output {output} has to be a new or empty folder; --overwrite writes into one that is not.");
        }

        Directory.CreateDirectory(output);
    }

    // No classifier, or recorded inputs: there is no accuracy to measure, but the outputs can be compared.
    private int Other(CompressOptions options, Normalisation? normalisation)
    {
        Claim(options.Output, options.Overwrite);
        var result = Quantize.Run(
            new()
            {
                Model = options.Model,
                Data = options.Data,
                Output = Path.Combine(options.Output, $"{Path.GetFileNameWithoutExtension(options.Model)}-int8.onnx"),
                Quantization = options.Quantization,
                ImageSize = options.ImageSize,
                Normalisation = normalisation,
                Threads = options.Threads,
            },
            _session.Terminal.Output.WriteLine,
            _session.Cancellation);
        _session.Terminal.Output.WriteLine($"{result.IntegerLayers} of {result.Layers} weighted layers {(IntegerBackend.Known[options.Quantization.Backend] is { IsVerified: false } backend ? $"are written as integers for {backend.Name}, which was not run" : "run as integers")}");
        foreach (var difference in result.Differences)
        {
            _session.Terminal.Output.WriteLine($"output {difference.Output}: at most {difference.Relative:P2} of its largest magnitude from float on {result.Calibration}{(difference.Problem is null ? string.Empty : $" ({difference.Problem})")}");
        }

        _session.Terminal.Output.WriteLine($"wrote {result.Model}");
        return ExitCode.Success;
    }
}
