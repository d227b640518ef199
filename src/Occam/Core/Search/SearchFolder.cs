using System.Globalization;
using System.Text;
using Occam.Core.Experiments;
using Occam.Core.Training;
using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>What a search leaves behind: its state after each generation, a table of all it saw, the best subnet, a page with the Pareto front.</summary>
internal sealed class SearchFolder(string path)
{
    /// <summary>The best subnet.</summary>
    public string Subnet => Path.Combine(path, "subnet.yaml");

    /// <summary>The best subnet with the supernet's weights.</summary>
    public string Model => Path.Combine(path, "subnet.onnx");

    /// <summary>The page.</summary>
    public string Report => Path.Combine(path, "search.html");

    private string State => Path.Combine(path, "search.state");

    private string Table => Path.Combine(path, "search.csv");

    /// <summary>The subnet of a target.</summary>
    public string SubnetOf(double target) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"subnet-{target:F0}.yaml"));

    /// <summary>Makes the folder ready.</summary>
    /// <param name="load">Takes the state of the search that is there.</param>
    /// <param name="asked">What is asked for, in words.</param>
    /// <param name="run">Whether to go on or to start again.</param>
    /// <exception cref="ExperimentException">What is there is not what was asked for.</exception>
    public void Begin(Action<StateRecord> load, string asked, SearchRunOptions run)
    {
        if (run.Resume)
        {
            load(ReadState(asked));
            return;
        }

        if (File.Exists(State) && !run.Overwrite)
        {
            throw new ExperimentException($"The folder '{path}' has a search already: --resume goes on with it, --overwrite starts again.");
        }

        Directory.CreateDirectory(path);
        File.Delete(State);
    }

    /// <summary>Keeps what was found so far.</summary>
    public void Save(Action<StateRecord> save, string asked)
    {
        var record = new StateRecord();
        save(record);
        record.Set("asked", asked);
        Checkpoint.Save(State, record, []);
    }

    /// <summary>Writes all that a search saw as a table.</summary>
    public void WriteTable(IEnumerable<ScoredSubnet> history, IEnumerable<string> figures)
    {
        var text = new StringBuilder($"generation,score,measured,{string.Join(',', figures)},subnet\n");
        foreach (var seen in history)
        {
            text.Append(CultureInfo.InvariantCulture, $"{seen.Generation},{seen.Score:R},{(seen.IsMeasured ? 1 : 0)},{string.Join(',', seen.Figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture)))},\"{seen.Subnet}\"\n");
        }

        WholeFile.WriteText(Table, text.ToString());
    }

    private StateRecord ReadState(string asked)
    {
        if (!File.Exists(State))
        {
            throw new ExperimentException($"There is no search in '{path}' to resume; leave out --resume to start one.");
        }

        var record = Checkpoint.ReadRecord(State);
        return string.Equals(record.Text("asked"), asked, StringComparison.Ordinal)
            ? record
            : throw new ExperimentException($"The search in '{path}' was asked for something else ('{record.Text("asked")}', now '{asked}'): give the same settings, or start again with --overwrite.");
    }
}
