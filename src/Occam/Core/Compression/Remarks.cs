using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>Finds what a reader has to know before trusting or using a result.</summary>
internal static class Remarks
{
    private const double NotableDrop = 0.01;
    private const double NotableAgreement = 0.95;
    private const double NotableEfficiency = 0.5;
    private const double NearChance = 2;
    private const int FewImages = 500;

    /// <summary>Lists the remarks.</summary>
    /// <param name="models">The original, then what was made of it; an int8 model is the last.</param>
    /// <param name="data">The data.</param>
    /// <param name="subject">What was compressed.</param>
    /// <param name="coverage">How each weighted layer of the int8 model runs; null where there is none.</param>
    /// <param name="hasDotProduct">Whether this processor has 8-bit dot products.</param>
    /// <param name="unasked">The runtime that the int8 model was written for and that was not run; else null.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<ModelFigures> models, DataFigures data, Subject subject, IReadOnlyList<LayerFigures>? coverage, bool hasDotProduct, string? unasked)
    {
        var remarks = new List<string>();
        if (models[0].Accuracy is { } original && original < NearChance / Math.Max(data.Classes, 1))
        {
            remarks.Add($"The original itself gets only {Quantities.Percent(original)} right, near chance for {data.Classes} classes. Are the classes in the order that it was trained with (folders count by name), and is the normalisation right ({data.Normalisation})?");
        }

        if (subject.IsNormalisationAssumed)
        {
            remarks.Add($"The model file does not state how pixels are normalised; assumed: {data.Normalisation}. If that is not what it was trained with, give --mean and --std.");
        }

        foreach (var model in models.Skip(1))
        {
            AddLosses(remarks, model, models[0]);
            if (unasked is null || model != models[^1])
            {
                AddTime(remarks, model);
            }
        }

        if (unasked is not null)
        {
            remarks.Add($"The int8 model was written for {unasked}, which was not run: that its layers run as integers there is not proved, and its latency here is ONNX Runtime's, which has no kernels for it.");
        }

        if (data.TestImages < FewImages)
        {
            remarks.Add($"Measured on only {data.TestImages:N0} test images: one image is {100.0 / data.TestImages:F2} points.");
        }

        var floats = coverage?.Where(layer => !layer.IsInteger).ToArray() ?? [];
        if (floats.Length > 0)
        {
            remarks.Add($"{floats.Length} weighted layers of the int8 model run as float, for example {floats[0].Layer} ({floats[0].RunsAs}).");
        }

        if (coverage is not null && unasked is null && !hasDotProduct)
        {
            remarks.Add("This processor has no 8-bit dot products: the int8 model is slower here, and may round differently, than on one that has them.");
        }

        return remarks;
    }

    private static void AddLosses(List<string> remarks, ModelFigures model, ModelFigures original)
    {
        if (original.Accuracy - model.Accuracy is { } drop && drop > NotableDrop)
        {
            remarks.Add($"{model.Name} is {drop * 100:F2} points less accurate than the original. More --epochs or a higher --target-macs usually help.");
        }

        if (model.Accuracy is null && model.Agreement < NotableAgreement)
        {
            remarks.Add($"{model.Name} gives another class than the original to {Quantities.Percent(1 - model.Agreement)} of the test images. More --epochs, more images or a higher --target-macs usually help.");
        }
    }

    private static void AddTime(List<string> remarks, ModelFigures model)
    {
        if (model.MeasuredSpeedup < 1)
        {
            remarks.Add($"{model.Name} is slower than the original on this machine ({Quantities.Ratio(model.MeasuredSpeedup)}).");
        }
        else if (model.Efficiency < NotableEfficiency)
        {
            remarks.Add($"{model.Name} is {Quantities.Ratio(model.MeasuredSpeedup)} as fast as the original where the operations saved would allow {Quantities.Ratio(model.TheoreticalSpeedup)}: usually because small layers cost more to start than to compute.");
        }
    }
}
