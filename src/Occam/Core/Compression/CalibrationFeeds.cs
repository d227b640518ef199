using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Tensors;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>
/// Batches for any network, with all its inputs: recorded inputs (a folder of <c>input_0.pb</c>, ... is a batch), arrays of a <c>.npz</c> that are named as the inputs, or whatever
/// <see cref="DataSource"/> opens for a network of one input.
/// </summary>
internal sealed class CalibrationFeeds
{
    private const int BatchSize = 32;
    private readonly Func<IEnumerable<Tensor[]>> _read;
    private readonly bool _isWhole;

    private CalibrationFeeds(string description, bool isWhole, Func<IEnumerable<Tensor[]>> read) => (Description, _isWhole, _read) = (description, isWhole, read);

    /// <summary>What is read, in words.</summary>
    public string Description { get; }

    /// <summary>Opens data.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="graph">The network.</param>
    /// <param name="given">How pixels become inputs; null finds out.</param>
    /// <exception cref="DataException">There is none that fits the network's inputs; the message says what is wanted.</exception>
    public static CalibrationFeeds Open(string path, Graph graph, Normalisation? given = null)
    {
        if (RecordedInputs.Find(path) is { Count: > 0 } folders)
        {
            return new($"{folders.Count} recorded batches", isWhole: true, () => folders.Select(folder => RecordedInputs.Read(folder, graph.Inputs.Count)));
        }

        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) && File.Exists(path) && NpyFile.Read(path) is var arrays && graph.Inputs.All(input => arrays.ContainsKey(input.Name)))
        {
            return OfArrays([.. graph.Inputs.Select(input => arrays[input.Name])], graph);
        }

        if (graph.Inputs.Count != 1)
        {
            throw new DataException($"The network takes {graph.Inputs.Count} inputs ({string.Join(", ", graph.Inputs.Select(input => input.Name))}): wanted is a folder with input_0.pb to input_{graph.Inputs.Count - 1}.pb, or a .npz with an array of each input's name.");
        }

        var spec = InputSpec.ReadAny(graph);
        var data = DataSource.Open(path, spec);
        if (given is not null && !(spec.IsImage && given.Mean.Count == spec.Size.Channels && given.Deviation.Count == spec.Size.Channels))
        {
            throw new DataException($"Mean and deviation are given for {given.Mean.Count} and {given.Deviation.Count} channels, but the network's input is {(spec.IsImage ? $"an image of {spec.Size.Channels}" : "no image")}.");
        }

        var loader = new BatchLoader(data.Calibration, given ?? spec.NormalisationFor(data.Train), new() { BatchSize = SizeFor(graph) ?? Math.Min(BatchSize, data.Calibration.Count), Layout = spec.Layout });
        return new($"{data.Calibration.Count:N0} {(spec.IsImage ? "images" : "examples")}", SizeFor(graph) is not null, () => loader.Read().Where(batch => SizeFor(graph) is not { } size || batch.Count == size).Select(batch => new[] { batch.Images }));
    }

    /// <summary>Reads the batches; each belongs to the dispose scope in which it is asked for.</summary>
    public IEnumerable<Tensor[]> Read() => _read();

    /// <summary>One example of each input, in the caller's dispose scope: the first of the first batch, or that batch where the network takes no other size or the batch was recorded.</summary>
    public IReadOnlyList<Tensor> Example()
    {
        var batch = Read().First();
        return _isWhole ? batch : [.. batch.Select(tensor => tensor.narrow(0, 0, 1))];
    }

    private static CalibrationFeeds OfArrays(NpyArray[] arrays, Graph graph)
    {
        var count = arrays[0].Shape is [var first, ..] ? first : 0;
        if (Array.Find(arrays, array => array.Shape.Count == 0 || array.Shape[0] != count || count == 0) is { } odd)
        {
            throw new DataException($"'{odd.Path}' is [{string.Join(", ", odd.Shape)}]; wanted are as many examples, along the first axis, as in '{arrays[0].Path}' ({count}), and at least one.");
        }

        var size = SizeFor(graph) ?? Math.Min(BatchSize, count);
        return new($"{count:N0} examples", SizeFor(graph) is not null, () => Enumerable.Range(0, count / size).Select(batch => graph.Inputs.Zip(arrays, (input, array) => Slice(array, input, batch * size, size)).ToArray()));
    }

    private static Tensor Slice(NpyArray array, Value input, int first, int count)
    {
        var values = new float[count * array.RowLength];
        array.ToFloats(first * array.RowLength, values);
        var tensor = from_array(values).reshape([count, .. array.Shape.Skip(1).Select(size => (long)size)]);
        return input.Type?.ElementType is ElementType.Int64 ? tensor.to(ScalarType.Int64) : input.Type?.ElementType is ElementType.Int32 ? tensor.to(ScalarType.Int32) : tensor.clone();
    }

    // A network that was exported for one batch size takes no other.
    private static int? SizeFor(Graph graph) => graph.Inputs[0].Type?.Dimensions is [{ Size: { } size }, ..] ? (int)size : null;
}
