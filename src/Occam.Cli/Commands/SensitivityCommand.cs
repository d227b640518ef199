using System.CommandLine;
using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Reports;
using Occam.Models.Pruners.Criteria;

namespace Occam.Cli.Commands;

/// <summary><c>occam sensitivity</c>: measures how much each unit of a classifier matters.</summary>
internal sealed class SensitivityCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _model = ModelFile.Argument();
    private readonly Option<string> _data = new("--data") { Description = "The folder of images; accuracy is measured on its test images (agreement with the original where they have no labels).", HelpName = "folder", Required = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder for the results. Measurements that are there already are not made again.", HelpName = "folder", Required = true };
    private readonly Option<double[]> _ratios = new("--ratios")
    {
        Description = "The shares of a unit's channels that leave, comma-separated, ascending.",
        DefaultValueFactory = _ => [0.25, 0.5, 0.75],
        CustomParser = result => [.. result.Tokens[^1].Value.Split(',').Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var ratio) ? ratio : double.NaN)],
        HelpName = "shares",
    };

    private readonly Option<string> _criterion = new Option<string>("--criterion")
    {
        Description = $"Whose lowest-scored channels leave: {string.Join(", ", StandardCriteria.Names)}.",
        DefaultValueFactory = _ => "l1",
        HelpName = "name",
    }.Within(value => StandardCriteria.Names.Contains(value, StringComparer.Ordinal), $"one of {string.Join(", ", StandardCriteria.Names)}");

    private readonly Option<int?> _images = new Option<int?>("--images") { Description = "The most test images that are used. Default: all.", HelpName = "number" }.Within(value => value >= 1, "at least 1");
    private readonly Option<int> _seed = CommonOptions.Seed("criteria that draw numbers");

    public SensitivityCommand(Session session)
        : base(
            "sensitivity",
            "Measure how much each unit of a classifier matters: each alone loses its lowest-scored channels, and what remains is measured, untrained. Leaves sensitivity.csv, sensitivity.json and sensitivity.html in --output; run again to go on after a stop.",
            [
                "occam sensitivity model.onnx --data images/ --output out/",
                "occam sensitivity model.onnx --data images/ --ratios 0.5 --images 500 --output out/    quick",
            ])
    {
        _session = session;
        Add(_model);
        foreach (var option in new Option[] { _data, _output, _ratios, _criterion, _images, _seed })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var model = parsed.GetRequiredValue(_model);
        ModelFile.Check(model);
        var output = _session.Terminal.Output;
        var folder = parsed.GetRequiredValue(_output);
        var options = new SensitivityOptions
        {
            Model = model,
            Data = parsed.GetRequiredValue(_data),
            Output = folder,
            Ratios = parsed.GetRequiredValue(_ratios),
            Criterion = parsed.GetRequiredValue(_criterion),
            Images = parsed.GetValue(_images),
            Seed = parsed.GetValue(_seed),
        };
        var report = Sensitivity.Run(
            options,
            point => output.WriteLine($"{point.Unit}: without {point.Removed} of {point.Channels} channels {Quantities.Percent(point.Accuracy ?? point.Agreement)}"),
            _session.Cancellation);
        output.WriteLine($"{report.Points.Count} measurements on {report.Images:N0} images; the whole network has {Quantities.Percent(report.Accuracy ?? 1)} {(report.Accuracy is null ? "agreement" : "top-1 accuracy")}.");
        output.WriteLine($"Wrote {Path.Combine(folder, "sensitivity.html")}, with sensitivity.csv and sensitivity.json beside it.");
        return ExitCode.Success;
    }
}
