namespace Occam.Datasets;

/// <summary>A data set cut in three.</summary>
/// <param name="Train">What weights are trained on.</param>
/// <param name="Calibration">What statistics and ranges are taken from: some of <paramref name="Train"/>.</param>
/// <param name="Test">What results are measured on; in neither of the others.</param>
/// <param name="Rule">How it was cut, in words.</param>
public sealed record DataSplits(Dataset Train, Dataset Calibration, Dataset Test, string Rule)
{
    /// <summary>Whether all examples have labels.</summary>
    public bool HasLabels => Train.HasLabels && Test.HasLabels;
}
