namespace Occam.Datasets;

/// <summary>A data set cut in three or four.</summary>
/// <param name="Train">What weights are trained on.</param>
/// <param name="Calibration">What statistics and ranges are taken from: some of <paramref name="Train"/>.</param>
/// <param name="Test">What results are measured on; in none of the others.</param>
/// <param name="Rule">How it was cut, in words.</param>
public sealed record DataSplits(Dataset Train, Dataset Calibration, Dataset Test, string Rule)
{
    /// <summary>What architectures are chosen on: in none of the others, so that scores are not those of examples that weights were trained on, and test examples stay untouched. Default none.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Whether all examples have labels.</summary>
    public bool HasLabels => Train.HasLabels && Test.HasLabels;

    /// <summary>Holds training examples out for validation: evenly spaced among those of each class, so that they follow from the data and the amount alone. Calibration takes evenly spaced ones of what is left.</summary>
    /// <param name="amount">Below 1 the share of the training examples, from 1 on their number; 0 holds nothing out.</param>
    /// <exception cref="DataException">Nothing would be left to train or to validate on, or the data has validation examples of its own.</exception>
    public DataSplits HoldOut(double amount)
    {
        if (amount <= 0)
        {
            return this;
        }

        var count = amount < 1 ? (int)Math.Round(amount * Train.Count) : (int)amount;
        if (count == 0 || count >= Train.Count || Validation is not null)
        {
            throw new DataException(Validation is null
                ? $"{count:N0} of {Train.Count:N0} training examples cannot be held out for validation (training.validation: {amount}): at least one has to be, and at least one has to stay."
                : $"The data has {Validation.Count:N0} validation examples of its own: leave out training.validation, which is {amount}.");
        }

        int[] byClass = [.. Enumerable.Range(0, Train.Count).OrderBy(Train.Label)];
        var held = Spread(count, byClass.Length).Select(place => byClass[place]).ToHashSet();
        var train = Train.Take([.. Enumerable.Range(0, Train.Count).Where(i => !held.Contains(i))]);
        return new(train, train.Take([.. Spread(Math.Min(Calibration.Count, train.Count), train.Count)]), Test, $"{Rule}; {count:N0} of the {Train.Count:N0} to train held out, evenly spaced in each class")
        {
            Validation = Train.Take([.. held.Order()]),
        };
    }

    /// <summary>Some of the numbers from 0 on, evenly spaced.</summary>
    internal static IEnumerable<int> Spread(int count, int of) => Enumerable.Range(0, count).Select(i => (int)((long)i * of / count));
}
