namespace Occam.Core.Training;

/// <summary>The mean of the losses of an epoch, or of the part of it that was run since a checkpoint.</summary>
internal sealed class LossAverage
{
    private readonly List<KeyValuePair<string, double>> _sums = [];
    private double _total;
    private long _steps;

    public double Total => _steps == 0 ? 0 : _total / _steps;

    public IReadOnlyList<KeyValuePair<string, double>> Losses => [.. _sums.Select(pair => KeyValuePair.Create(pair.Key, pair.Value / _steps))];

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
}
