using System.Globalization;
using Occam.Core.Training;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx.Latency;

namespace Occam.Core.Search;

/// <summary>
/// The latency of subnets by the table of this machine's kernels, with one thread and one image; the sums are calibrated by the largest subnet, measured as a whole. What was measured is
/// kept: the kernels in the table's file, the calibration in the search's state, so that a search that is resumed goes on by the same figures.
/// </summary>
internal sealed class PredictedLatency
{
    private const string Entry = "latency.calibration";
    private readonly SearchSpace _space;
    private readonly string _path;
    private readonly LatencyTable _table;
    private readonly Dictionary<Subnet, double> _known = [];
    private readonly CancellationToken _cancellation;
    private TableLatency? _latency;
    private int _written;

    /// <summary>Opens the table.</summary>
    /// <param name="space">The space.</param>
    /// <param name="file">The table's file; null for this machine's in the user's cache folder.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="Onnx.OnnxException">The file is no table, or one of another machine.</exception>
    public PredictedLatency(SearchSpace space, string? file, CancellationToken cancellation)
    {
        var machine = LatencyMachine.This(1);
        (_space, _path, _cancellation) = (space, file ?? LatencyTable.DefaultPath(machine), cancellation);
        _table = LatencyTable.Read(_path, machine);
    }

    /// <summary>Milliseconds of a subnet.</summary>
    public double Of(Subnet subnet)
    {
        if (!_known.TryGetValue(subnet, out var milliseconds))
        {
            _latency ??= Calibrated();
            using var graph = _space.View(subnet);
            _known[subnet] = milliseconds = _latency.Milliseconds(graph, _cancellation);
        }

        return milliseconds;
    }

    /// <summary>Writes the table where something was measured.</summary>
    public void Keep()
    {
        if (_table.Added > _written)
        {
            _table.Write(_path);
            _written = _table.Added;
        }
    }

    /// <summary>Keeps the calibration.</summary>
    public void Save(StateRecord state)
    {
        if (_latency?.Calibration is { } calibration)
        {
            double[] numbers = [calibration.Factor, calibration.Reordering, calibration.Run];
            state.Set(Entry, string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>Goes back to it.</summary>
    public void Load(StateRecord state)
    {
        if (state.Text(Entry)?.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var factor, var reordering, var run])
        {
            _latency = new(_table, new(factor, reordering, run));
        }
    }

    private TableLatency Calibrated()
    {
        using var largest = _space.View(_space.Mutator.Largest);
        return new(largest, _table, cancellation: _cancellation);
    }
}
