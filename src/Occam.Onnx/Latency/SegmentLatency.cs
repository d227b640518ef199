namespace Occam.Onnx.Latency;

/// <summary>The time of one segment as a function of the units' widths.</summary>
internal sealed class SegmentLatency
{
    // More sizes that vary apart (a concatenation of many layers) are not measured one by one.
    private const int MostExtents = 2;

    private readonly SegmentModel _model;
    private readonly LatencyTable _table;
    private readonly Dictionary<string, double> _known = new(StringComparer.Ordinal);
    private bool _canNarrow;

    /// <summary>Prepares a segment; measures it at full width.</summary>
    public SegmentLatency(SegmentModel model, LatencyTable table)
    {
        (_model, _table) = (model, table);
        _canNarrow = model.CanNarrow && model.Extents.Count <= MostExtents;
        if (model.CanBuild)
        {
            try
            {
                Full = Measured(Everything);
            }
            catch (OnnxException)
            {
                Full = 0; // part of what the network takes beside its measured kernels
            }
        }
    }

    /// <summary>Milliseconds at full width; 0 where the segment cannot be measured alone.</summary>
    public double Full { get; }

    private IReadOnlyDictionary<string, long> Everything => _model.Extents.ToDictionary(extent => extent.Key, extent => extent.Full, StringComparer.Ordinal);

    /// <summary>Milliseconds where units lose channels.</summary>
    public double Milliseconds(IReadOnlyList<int> removed)
    {
        if (Full == 0 || _model.Extents.Count == 0)
        {
            return Full;
        }

        var parts = _model.Extents.ToDictionary(extent => extent.Key, extent => extent.Parts(removed), StringComparer.Ordinal);
        var key = string.Join(' ', parts.Values);
        if (!_known.TryGetValue(key, out var milliseconds))
        {
            _known[key] = milliseconds = Find(parts);
        }

        return milliseconds;
    }

    private double Find(Dictionary<string, long> parts)
    {
        if (_canNarrow)
        {
            try
            {
                return Interpolated(parts, 0);
            }
            catch (OnnxException)
            {
                _canNarrow = false;
            }
        }

        // Bound by memory: time goes with the bytes that are read and written.
        return Full * _model.Elements(parts) / _model.Elements(Everything);
    }

    private double Interpolated(Dictionary<string, long> parts, int index)
    {
        if (index == _model.Extents.Count)
        {
            return Measured(parts);
        }

        var extent = _model.Extents[index];
        var (below, above, share) = WidthLadder.Around(parts[extent.Key], extent.Full, extent.Scale);
        var low = Interpolated(new(parts, StringComparer.Ordinal) { [extent.Key] = below }, index + 1);
        return below == above ? low : low + (share * (Interpolated(new(parts, StringComparer.Ordinal) { [extent.Key] = above }, index + 1) - low));
    }

    private double Measured(IReadOnlyDictionary<string, long> parts) => _table.Milliseconds(_model.Key(parts), () => _model.Build(parts));
}
