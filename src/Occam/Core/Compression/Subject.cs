using Occam.Apis;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>The network that is compressed, with data that fit it.</summary>
/// <param name="Graph">The network as it was read, its batch dimension opened.</param>
/// <param name="Spec">How it is fed; its normalisation is decided.</param>
/// <param name="Data">The images.</param>
/// <param name="NormalisationSource">Where the normalisation was taken from, in words.</param>
internal sealed record Subject(Graph Graph, InputSpec Spec, DataSplits Data, string NormalisationSource) : IDisposable
{
    /// <summary>How pixels become inputs, in words.</summary>
    public string Normalisation =>
        Spec.Normalisation!.Mean.Count == 0 ? "none: the tensors are used as they are" : $"mean {Numbers(Spec.Normalisation!.Mean)}, deviation {Numbers(Spec.Normalisation.Deviation)} ({NormalisationSource})";

    /// <summary>Whether the normalisation is a guess.</summary>
    public bool IsNormalisationAssumed { get; init; }

    /// <summary>The batch size that the model file fixes; null where it is open. <see cref="Graph"/> is open in any case.</summary>
    public int? FixedBatch { get; init; }

    /// <summary>Reads model and data and fits them to each other.</summary>
    /// <exception cref="CompressException">They do not fit; the message says how.</exception>
    public static Subject Read(CompressOptions options)
    {
        var graph = OnnxReader.Read(options.Model);
        try
        {
            OpenSides.Fix(graph, options.ImageSize);
            var spec = InputSpec.ReadAny(graph);
            var fixedBatch = OpenBatch.Apply(graph);
            var classes = CountClasses(graph);
            var data = DataSource.Open(options.Data, spec);
            if (data.HasLabels && data.Train.Classes.Count > classes)
            {
                throw new CompressException($"The data in '{options.Data}' have {data.Train.Classes.Count} classes, but the network tells {classes} apart. Use the data that it was trained for, or one folder of images without class folders.", true);
            }

            return Normalise(graph, spec, data, options) with { FixedBatch = fixedBatch };
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>Batches of images in order, as the network takes them.</summary>
    public BatchLoader Batches(Dataset images, int size) =>
        new(images, Spec.Normalisation!, new LoaderOptions { BatchSize = Math.Min(size, images.Count), Layout = Spec.Layout });

    /// <summary>A few calibration images, in the caller's dispose scope.</summary>
    public Tensor FirstImages(int count) => Batches(Data.Calibration, count).Read().First().Images;

    /// <inheritdoc/>
    public void Dispose() => Graph.Dispose();

    private static Subject Normalise(Graph graph, InputSpec spec, DataSplits data, CompressOptions options)
    {
        if (!spec.IsImage || data.Train is TensorDataset)
        {
            return options.Mean is null
                ? new(graph, spec with { Normalisation = spec.NormalisationFor(data.Train) }, data, "of the training rows")
                : throw new CompressException("Mean and deviation are for images, but the data are tensors, which are used as they are.", true);
        }

        if (options.Mean is null)
        {
            var source = spec.Normalisation is not null ? "stated by the model file"
                : spec.Size.Channels == 3 ? "ImageNet's, because the model file states none" : "measured on the training images, because the model file states none";
            return new(graph, spec with { Normalisation = spec.NormalisationFor(data.Train) }, data, source) { IsNormalisationAssumed = spec.Normalisation is null };
        }

        return options.Mean.Count == spec.Size.Channels
            ? new(graph, spec with { Normalisation = new Normalisation(options.Mean, options.Deviation!) }, data, "as given")
            : throw new CompressException($"Mean and deviation are given for {options.Mean.Count} channels, but the network takes images of {spec.Size.Channels}.", true);
    }

    private static long CountClasses(Graph graph)
    {
        var output = graph.Outputs[0];
        var sizes = ShapeInference.Run(graph).Dimensions(output);
        return sizes is [_, > 1, ..] && sizes.Skip(2).All(size => size == 1)
            ? sizes[1]
            : throw new CompressException(
                $"Output '{output.Name}' is [{(sizes is null ? "unknown" : string.Join(',', sizes))}]; an image classifier's first output is wanted, [N, classes].", true);
    }

    private static string Numbers(IEnumerable<float> numbers) => string.Join(' ', numbers.Select(number => number.ToString("G4")));
}
