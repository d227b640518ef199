using System.Diagnostics;
using System.Globalization;
using Occam.Benchmarks.Quantization;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;

namespace Occam.Benchmarks.Pruning;

/// <summary>Wall time of the analysis of a network and of cutting half of every unit, at 224 x 224 on one thread.</summary>
internal sealed class PruningSpeed : Benchmark
{
    private const int Repeats = 5;

    /// <inheritdoc/>
    public override string Name => "pruning-speed";

    /// <inheritdoc/>
    public override string Description => "seconds for analysis and cutting of five networks at 224 x 224, one thread";

    /// <inheritdoc/>
    public override int Run(IReadOnlyList<string> arguments)
    {
        TorchSharp.torch.set_num_threads(1);
        (string Name, Func<Graph> Build)[] networks =
        [
            ("resnet18", SpeedNetworks.ResNet18), ("resnet50", SpeedNetworks.ResNet50), ("mobilenet_v2", () => InvertedResidualNetwork.Build(224)),
            ("densenet121", SpeedNetworks.DenseNet121), ("vit_b_16", SpeedNetworks.VitB16),
        ];
        var rows = new List<string[]>();
        foreach (var (name, build) in networks.Where(network => arguments.Count == 0 || arguments.Contains(network.Name)))
        {
            using var graph = build();
            var times = Enumerable.Range(0, Repeats).Select(_ => Measure(graph)).ToArray();
            var (first, best) = (times[0], times.MinBy(time => time.Analysis + time.Cut));
            rows.Add([name, .. new[] { first.Analysis, first.Cut, best.Analysis, best.Cut, times.Min(time => time.Processor) }.Select(seconds => seconds.ToString("F3", CultureInfo.InvariantCulture)), times[0].Units.ToString(CultureInfo.InvariantCulture)]);
            Console.WriteLine(string.Join("  ", rows[^1]));
        }

        if (arguments.Count == 0)
        {
            ResultsFile.Write("pruning-speed", ["network", "first_analysis_s", "first_cut_s", "best_analysis_s", "best_cut_s", "best_processor_s", "units"], rows);
        }

        return 0;
    }

    private static (double Analysis, double Cut, double Processor, int Units) Measure(Graph graph)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        using var pruned = ChannelSlicer.Remove(analysis, analysis.Units.SelectMany(unit => unit.Channels.Where(channel => channel.Index % 2 == 1)));
        return (seconds, watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, analysis.Units.Count);
    }
}
