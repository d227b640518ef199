using System.Diagnostics;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>Measures how long models take in ONNX Runtime on this machine.</summary>
public static class LatencyMeter
{
    // Models take turns of this many runs; the first of a turn finds caches full of the other models and does not count.
    private const int TurnRuns = 4;
    private const int LeastWarmUpRuns = 3;

    /// <summary>Measures one model.</summary>
    /// <param name="session">The model; its threads are part of the result.</param>
    /// <param name="inputs">The inputs, in the model's order; copied once, before measuring.</param>
    /// <param name="options">How long; default at least 20 runs and 1 s.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="OnnxException">The inputs do not fit the model, or ONNX Runtime fails.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public static LatencyResult Measure(OnnxSession session, IReadOnlyList<Tensor> inputs, LatencyOptions? options = null, CancellationToken cancellation = default) =>
        Compare([session], [inputs], options, cancellation).Results[0];

    /// <summary>Measures several models in turns. Ratios are to be taken from here: measured one after the other they mostly show how a machine's load changed.</summary>
    /// <param name="sessions">The models.</param>
    /// <param name="inputs">Each model's inputs.</param>
    /// <param name="options">How long; default at least 20 runs and 1 s a model.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="OnnxException">Inputs do not fit a model, or ONNX Runtime fails.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public static LatencyComparison Compare(
        IReadOnlyList<OnnxSession> sessions,
        IReadOnlyList<IReadOnlyList<Tensor>> inputs,
        LatencyOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (sessions.Count == 0 || inputs.Count != sessions.Count)
        {
            throw new ArgumentException($"At least one model is wanted and inputs for each, but {sessions.Count} models and {inputs.Count} inputs are given.", nameof(inputs));
        }

        options ??= new LatencyOptions();
        var feeds = new List<OnnxFeed>();
        try
        {
            feeds.AddRange(sessions.Select((session, i) => new OnnxFeed(session, inputs[i])));
            for (var i = 0; i < sessions.Count; i++)
            {
                WarmUp(sessions[i], feeds[i], options, cancellation);
            }

            return Measure(sessions, feeds, options, cancellation);
        }
        finally
        {
            feeds.ForEach(feed => feed.Dispose());
        }
    }

    private static void WarmUp(OnnxSession session, OnnxFeed feed, LatencyOptions options, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var runs = 0; runs < LeastWarmUpRuns || Stopwatch.GetElapsedTime(start) < options.WarmUp; runs++)
        {
            cancellation.ThrowIfCancellationRequested();
            Time(session, feed);
            if (Stopwatch.GetElapsedTime(start) > options.MaximumDuration)
            {
                break;
            }
        }
    }

    private static LatencyComparison Measure(IReadOnlyList<OnnxSession> sessions, List<OnnxFeed> feeds, LatencyOptions options, CancellationToken cancellation)
    {
        var samples = sessions.Select(_ => new List<double>()).ToArray();
        var rounds = new List<IReadOnlyList<double>>();
        var start = Stopwatch.GetTimestamp();
        bool wanted;
        do
        {
            var round = new double[sessions.Count];
            for (var turn = 0; turn < sessions.Count; turn++)
            {
                // Every other round goes backwards, so that none always follows the same one.
                var i = rounds.Count % 2 == 0 ? turn : sessions.Count - 1 - turn;
                cancellation.ThrowIfCancellationRequested();
                var counted = Turn(sessions[i], feeds[i]);
                samples[i].AddRange(counted);
                round[i] = LatencyResult.Quantile([.. counted.Order()], 0.5);
            }

            rounds.Add(round);
            var elapsed = Stopwatch.GetElapsedTime(start);
            wanted = samples[0].Count < options.MinimumRuns || elapsed < options.MinimumDuration * sessions.Count;
            wanted &= elapsed < options.MaximumDuration;
        }
        while (wanted);

        return new LatencyComparison([.. samples.Select((sample, i) => LatencyResult.Of(sample, sessions[i].Options.Threads))], rounds);
    }

    private static double[] Turn(OnnxSession session, OnnxFeed feed)
    {
        Time(session, feed);
        var counted = new double[TurnRuns - 1];
        for (var i = 0; i < counted.Length; i++)
        {
            counted[i] = Time(session, feed);
        }

        return counted;
    }

    private static double Time(OnnxSession session, OnnxFeed feed)
    {
        var start = Stopwatch.GetTimestamp();
        using var outputs = session.RunRaw(feed);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
