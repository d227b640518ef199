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

    /// <summary>Makes the folder ready.</summary>
    /// <exception cref="ExperimentException">What is there is not what was asked for.</exception>
    public void Begin(SubnetSearch search, string asked, bool resume, bool overwrite)
    {
        if (resume)
        {
            Resume(search, asked);
            return;
        }

        if (File.Exists(State) && !overwrite)
        {
            throw new ExperimentException($"The folder '{path}' has a search already: --resume goes on with it, --overwrite starts again.");
        }

        Directory.CreateDirectory(path);
        File.Delete(State);
    }

    /// <summary>Keeps what was found so far.</summary>
    public void Save(SubnetSearch search, string asked)
    {
        var record = new StateRecord();
        search.Save(record);
        record.Set("asked", asked);
        Checkpoint.Save(State, record, []);
        WholeFile.WriteText(Table, TableOf(search));
    }

    private void Resume(SubnetSearch search, string asked)
    {
        if (!File.Exists(State))
        {
            throw new ExperimentException($"There is no search in '{path}' to resume; leave out --resume to start one.");
        }

        var record = Checkpoint.ReadRecord(State);
        if (!string.Equals(record.Text("asked"), asked, StringComparison.Ordinal))
        {
            throw new ExperimentException($"The search in '{path}' was asked for something else ('{record.Text("asked")}', now '{asked}'): give the same settings, or start again with --overwrite.");
        }

        search.Load(record);
    }

    private static string TableOf(SubnetSearch search)
    {
        var text = new StringBuilder("generation,score,measured");
        foreach (var constraint in search.Constraints)
        {
            text.Append(CultureInfo.InvariantCulture, $",{constraint.Name}");
        }

        text.Append(",subnet\n");
        foreach (var seen in search.History)
        {
            text.Append(CultureInfo.InvariantCulture, $"{seen.Generation},{seen.Score:R},{(seen.IsMeasured ? 1 : 0)}{string.Concat(seen.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $",{figure:R}")))},\"{seen.Subnet}\"\n");
        }

        return text.ToString();
    }
}
