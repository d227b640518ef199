using System.Text.Json;
using Occam.Apis;
using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>
/// The folder that a compression leaves behind. It has <c>run.json</c> from the first moment (what the run was asked for), <c>report.json</c> from the last
/// one (so that a run without it is unfinished), and no half-written file at any moment.
/// </summary>
internal sealed class RunFolder
{
    private readonly string _folder;
    private readonly RunRequest _request;

    private RunFolder(string folder, string modelName, RunRequest request)
    {
        _folder = folder;
        _request = request;
        ModelName = modelName;
    }

    /// <summary>The model's name: its file's, without extension.</summary>
    public string ModelName { get; }

    /// <summary>The folder.</summary>
    public string Path => _folder;

    /// <summary>The training checkpoint.</summary>
    public string Checkpoint => In("checkpoint.bin");

    /// <summary>What a resumed fine-tuning has to know beside the checkpoint.</summary>
    public string TrainingState => In("training.json");

    /// <summary>The page to read.</summary>
    public string Html => In("report.html");

    /// <summary>The report for programs.</summary>
    public string Json => In("report.json");

    /// <summary>The proof.</summary>
    public string Certificate => In("certificate.json");

    /// <summary>How wide each unit stays.</summary>
    public string Plan => In("plan.yaml");

    /// <summary>The log, a JSON object a line.</summary>
    public string Log => In("log.jsonl");

    private string Run => In("run.json");

    /// <summary>The path of a model, for example <c>NAME-pruned.onnx</c>.</summary>
    public string Model(string suffix) => In($"{ModelName}-{suffix}.onnx");

    /// <summary>Finds the folder of a run: new, resumed, or over the results of an earlier one. Writes nothing yet.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="input">The model.</param>
    /// <exception cref="CompressException">The folder is in use, or what is there is another run.</exception>
    public static RunFolder Find(CompressOptions options, FileDigest input)
    {
        var folder = new RunFolder(options.Output, System.IO.Path.GetFileNameWithoutExtension(options.Model), RunRequest.Of(options, input));
        if (options.Resume)
        {
            folder.CheckSame();
        }
        else
        {
            folder.CheckFree(options.Overwrite);
        }

        return folder;
    }

    /// <summary>Makes the folder and says in it what is asked for; removes the results of an earlier run unless that one is resumed.</summary>
    public void Begin(bool resume)
    {
        if (resume)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        foreach (var result in Results().Where(File.Exists))
        {
            File.Delete(result);
        }

        WholeFile.WriteText(Run, JsonSerializer.Serialize(_request, RunJson.Default.RunRequest));
    }

    private void CheckFree(bool overwrite)
    {
        if (File.Exists(_folder))
        {
            throw new CompressException($"The output '{_folder}' is a file; a folder is wanted.", true);
        }

        if (overwrite || !Directory.Exists(_folder) || !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            return;
        }

        var state = File.Exists(Json) ? "has the results of an earlier run" : File.Exists(Run) ? "has an unfinished run" : "is not empty";
        var advice = File.Exists(Run) && !File.Exists(Json) ? "--resume goes on with it, --overwrite starts again" : "choose another folder, or --overwrite to replace its results";
        throw new CompressException($"The output folder '{_folder}' {state}: {advice}.", true);
    }

    private void CheckSame()
    {
        if (!File.Exists(Run))
        {
            throw new CompressException($"There is no run in '{_folder}' to resume; leave out --resume to start one.", true);
        }

        RunRequest? earlier;
        try
        {
            earlier = JsonSerializer.Deserialize(File.ReadAllText(Run), RunJson.Default.RunRequest);
        }
        catch (JsonException e)
        {
            throw new CompressException($"'{Run}' is damaged ({e.Message}); start again with --overwrite.", true);
        }

        if (earlier != _request)
        {
            throw new CompressException($"The run in '{_folder}' was asked for something else: {_request.Difference(earlier!)}. Give the same options, or start again with --overwrite.", true);
        }
    }

    private IEnumerable<string> Results() =>
        [Checkpoint, TrainingState, Html, Json, Certificate, Plan, Log, Run, Model("pruned"), Model("pruned-int8"), Model("int8")];

    private string In(string name) => System.IO.Path.Combine(_folder, name);
}
