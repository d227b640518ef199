namespace Occam.Core.Training;

/// <summary>The mean of the losses of an epoch so far.</summary>
internal sealed class LossAverage
{
    private const string StepsEntry = "steps";
    private const string TotalEntry = "total";
    private const string PartPrefix = "part:";

    private readonly List<KeyValuePair<string, double>> _sums = [];
    private double _total;
    private long _steps;

    public double Total => _steps == 0 ? 0 : _total / _steps;

    public IReadOnlyList<KeyValuePair<string, double>> Losses => [.. _sums.Select(pair => KeyValuePair.Create(pair.Key, pair.Value / _steps))];

    public void Clear()
    {
        _sums.Clear();
        (_total, _steps) = (0, 0);
    }

    public void Add(StepResult result)
    {
        _steps++;
        _total += result.Total;
        for (var i = 0; i < result.Losses.Count; i++)
        {
            var (name, value) = result.Losses[i];
            if (i == _sums.Count)
            {
                _sums.Add(new(name, 0));
            }

            _sums[i] = new(name, _sums[i].Value + value);
        }
    }

    public void Save(StateRecord state)
    {
        state.Set(StepsEntry, _steps);
        state.Set(TotalEntry, _total);
        for (var i = 0; i < _sums.Count; i++)
        {
            state.Set($"{PartPrefix}{i:D4}:{_sums[i].Key}", _sums[i].Value);
        }
    }

    public void Load(StateRecord state)
    {
        Clear();
        (_steps, _total) = (state.Integer(StepsEntry), state.Number(TotalEntry));
        var parts = state.Part(PartPrefix);
        _sums.AddRange(parts.Entries.Keys.Select(name => KeyValuePair.Create(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], parts.Number(name))));
    }
}
