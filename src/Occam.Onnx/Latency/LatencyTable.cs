using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Occam.Graphs;

namespace Occam.Onnx.Latency;

/// <summary>
/// Measured times of kernels on one machine, by what decides them: operators, attributes and sizes, without names, so that one table serves all
/// networks. What is not in it yet is measured when it is asked for.
/// </summary>
public sealed class LatencyTable
{
    private readonly SortedDictionary<string, double> _milliseconds;
    private readonly Dictionary<string, OnnxException> _refused = new(StringComparer.Ordinal);
    private RunCost? _cost;

    /// <summary>Starts an empty table.</summary>
    public LatencyTable(LatencyMachine machine)
        : this(machine, null, [])
    {
    }

    private LatencyTable(LatencyMachine machine, RunCost? cost, IEnumerable<KeyValuePair<string, double>> milliseconds)
    {
        (Machine, _cost) = (machine, cost);
        _milliseconds = new(StringComparer.Ordinal);
        foreach (var (key, value) in milliseconds)
        {
            _milliseconds[key] = value;
        }
    }

    /// <summary>The machine that the times hold for.</summary>
    public LatencyMachine Machine { get; }

    /// <summary>What running takes beside computing, which the times are without; measured where the table does not have it.</summary>
    /// <exception cref="OnnxException">ONNX Runtime fails.</exception>
    public RunCost Cost => _cost ??= RunCost.Measure(Machine.Threads);

    /// <summary>How many times the table holds.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>How many of them were measured since the table was made or read.</summary>
    public int Added { get; private set; }

    /// <summary>
    /// The file that holds a machine's table where none is named: in the user's cache folder (XDG_CACHE_HOME or ~/.cache, on Windows the local application data), a
    /// file a machine description and format, so that a home folder on several machines mixes nothing up.
    /// </summary>
    public static string DefaultPath(LatencyMachine machine)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) : Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".cache");
        return Path.Combine(cache, "occam", $"latency{LatencyTableFile.CurrentFormat}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(machine.ToString())))[..12]}.json");
    }

    /// <summary>Reads a table, or starts one where there is no such file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="machine">The machine that the times have to hold for.</param>
    /// <exception cref="OnnxException">The file is no table, or one of another machine; the message says how that differs.</exception>
    public static LatencyTable Read(string path, LatencyMachine machine)
    {
        if (!File.Exists(path))
        {
            return new LatencyTable(machine);
        }

        LatencyTableFile? file;
        try
        {
            file = JsonSerializer.Deserialize(File.ReadAllBytes(path), LatencyTableJson.Default.LatencyTableFile);
        }
        catch (JsonException e)
        {
            throw new OnnxException($"'{path}' is no latency table ({e.Message}). Delete it, or name another file; the times are then measured again.", e);
        }

        if (file is not { Format: LatencyTableFile.CurrentFormat, Machine: { } measured, Milliseconds: { } times } || times.Any(pair => !double.IsFinite(pair.Value) || pair.Value < 0))
        {
            throw new OnnxException($"'{path}' is no latency table of format {LatencyTableFile.CurrentFormat}. Delete it, or name another file; the times are then measured again.");
        }

        return measured == machine
            ? new LatencyTable(machine, file.Cost, times)
            : throw new OnnxException($"The latency table '{path}' was measured on another machine or in another way ({machine.Difference(measured)}), so it says nothing about this one. Name another file: the times are then measured here.");
    }

    /// <summary>Writes the table; the file appears whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new PendingFile(path);
        JsonSerializer.Serialize(file.Stream, new LatencyTableFile(LatencyTableFile.CurrentFormat, Machine, _cost, _milliseconds), LatencyTableJson.Default.LatencyTableFile);
        file.Keep();
    }

    /// <summary>The time of a small model without what only feeds it and what running costs; measured where the table does not have it.</summary>
    /// <param name="key">What decides the time, see <see cref="SegmentModel.Key"/>.</param>
    /// <param name="build">Makes the model; disposed here.</param>
    /// <exception cref="OnnxException">ONNX Runtime cannot run the model.</exception>
    internal double Milliseconds(string key, Func<Graph> build)
    {
        if (_milliseconds.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_refused.TryGetValue(key, out var refusal))
        {
            throw refusal;
        }

        using var graph = build();
        try
        {
            _milliseconds[key] = known = Cost.Corrected(KernelProfile.Measure(graph, Machine.Threads).Where(kernel => !SegmentModel.IsFeeding(kernel)));
        }
        catch (OnnxException e)
        {
            _refused[key] = e;
            throw;
        }

        Added++;
        return known;
    }
}
