using Occam.Core.Experiments;
using Occam.Datasets;
using Occam.Graphs;

namespace Occam.Core.Search;

/// <summary>Says in a supernet's file how many images were held out of its training (property <c>occam.held_out</c>), so that a search does not score on others by mistake.</summary>
internal static class HeldOutImages
{
    private const string Key = "occam.held_out";

    /// <summary>Writes into a supernet what was held out of its training.</summary>
    public static void Write(Graph supernet, DataSplits data) =>
        supernet.Info = supernet.Info with { Metadata = [.. supernet.Info.Metadata.Where(entry => entry.Key != Key), new(Key, Text(data))] };

    /// <summary>The images to score subnets on.</summary>
    /// <param name="supernet">The trained supernet.</param>
    /// <param name="data">The experiment's data.</param>
    /// <param name="experiment">What messages call the experiment.</param>
    /// <param name="acceptUnmarked">Whether a supernet that does not say what was held out is taken as trained without these images.</param>
    /// <exception cref="ExperimentException">Nothing is held out, the supernet was trained with other images held out, or it does not say with which.</exception>
    public static Dataset Of(Graph supernet, DataSplits data, string experiment, bool acceptUnmarked)
    {
        var trained = supernet.Info.Metadata.FirstOrDefault(entry => entry.Key == Key).Value;
        if (data.Validation is null)
        {
            throw new ExperimentException($"{experiment} holds no images out of training, so there are none to score subnets on: set training.validation, for example to 10 %, and train the supernet with it{(trained is null or "0" ? string.Empty : $" (it was trained with {trained} held out)")}.");
        }

        if (trained is null && !acceptUnmarked)
        {
            throw new ExperimentException($"The supernet does not say which images were held out of its training (property '{Key}'), so the {data.Validation.Count} images that {experiment} holds out may be ones that it was trained on, and scores on those say little. Train it by occam train with this config, which writes the property; or, where you know that it was not trained on them, set search.accept_unmarked to true.");
        }

        return trained is null || trained == Text(data)
            ? data.Validation
            : throw new ExperimentException($"The supernet was trained with {(trained == "0" ? "no images" : trained)} held out, but {experiment} now holds out {Text(data)}: it would be scored on images that it was trained on. Give training.validation as it was, or train the supernet anew.");
    }

    private static string Text(DataSplits data) => data.Validation is { } held ? FormattableString.Invariant($"{held.Count} of {held.Count + data.Train.Count}") : "0";
}
