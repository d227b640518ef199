using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Experiments;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Summaries;

namespace Occam.Cli.Commands;

/// <summary><c>occam data show</c>: what a folder or file of data holds.</summary>
internal sealed class DataShowCommand : ExampleCommand
{
    private const int MostClasses = 100;

    private readonly Session _session;
    private readonly Argument<string> _path = new("data") { Description = "The folder or file, as for --data." };
    private readonly Option<string?> _label = new("--label") { Description = "The label's column of a table. Default: the last one.", HelpName = "column" };
    private readonly Option<string?> _sheet = new("--sheet") { Description = "A .png or .html file to write a sheet of training images to: each one as it is and after its changes in eight epochs.", HelpName = "file" };
    private readonly Option<string?> _config = new("--config") { Description = "The config whose training.transforms (or training.augmentation) and seed the sheet shows. Default: flip and crop.", HelpName = "file" };

    public DataShowCommand(Session session)
        : base(
            "show",
            "Show what a folder or file of data holds: its form, sizes, splits and classes; and a sheet of images after augmentation.",
            [
                "occam data show images/",
                "occam data show data/cifar-10 --sheet sheet.png --config configs/train.yaml",
                "occam data show iris.csv --label species",
            ])
    {
        _session = session;
        Add(_path);
        Add(_label);
        Add(_sheet);
        Add(_config);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var (path, sheet) = (parsed.GetRequiredValue(_path), parsed.GetValue(_sheet));
        if (sheet is not null && Path.GetExtension(sheet).ToLowerInvariant() is not (".png" or ".html"))
        {
            throw new UsageException($"--sheet has to be a .png or .html file, but is {sheet}.");
        }

        var summary = DataSummary.Of(path, new() { Label = parsed.GetValue(_label) });
        Describe(summary, path);
        if (sheet is not null)
        {
            Draw(summary, sheet, parsed.GetValue(_config));
        }

        return ExitCode.Success;
    }

    private void Describe(DataSummary summary, string path)
    {
        var (data, output) = (summary.Data, _session.Terminal.Output);
        output.WriteLine($"{path}: {summary.Form}, {(summary.Input.IsImage ? $"images of {summary.Input.Size}" : $"tensors [{string.Join(", ", summary.Input.Shape!)}]")}{(data.HasLabels ? $", {data.Train.Classes.Count} classes" : ", no labels")}");
        output.WriteLine($"  {data.Train.Count:N0} to train ({data.Calibration.Count:N0} of them to calibrate), {data.Test.Count:N0} to test: {data.Rule}");
        if (!data.HasLabels)
        {
            return;
        }

        var table = PlainTable.Create(">Label", "Class", ">Train", ">Test");
        var (train, test) = (DataSummary.CountByClass(data.Train), DataSummary.CountByClass(data.Test));
        foreach (var (label, name) in data.Train.Classes.Index().Take(MostClasses))
        {
            table.AddTextRow(label.ToString(), name, train[label].ToString("N0"), test[label].ToString("N0"));
        }

        _session.Terminal.Console.Write(table);
    }

    private void Draw(DataSummary summary, string sheet, string? config)
    {
        if (summary.Data.Train is not ImageDataset images)
        {
            throw new UsageException($"--sheet shows images, but the data are {summary.Form}.");
        }

        var training = config is null ? null : Experiment.Load(config).Options.Training;
        new PictureSheet(new LoaderOptions
        {
            Augmentation = training?.Augmentation ?? Augmentation.FlipAndCrop,
            Transforms = training?.Transforms is { } transforms ? [.. transforms.Select(transform => transform.Make(new(images.Size)))] : null,
            Seed = training?.Seed ?? 0,
        }).Write(images, sheet);
        _session.Terminal.Output.WriteLine($"wrote {sheet}");
    }
}
