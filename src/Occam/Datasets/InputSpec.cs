using Occam.Datasets.Loading;
using Occam.Graphs;

namespace Occam.Datasets;

/// <summary>How a network is fed, with images or with other tensors: what its ONNX file declares and what its metadata says.</summary>
/// <remarks>
/// The ONNX input is the normalised image, (pixel / 255 - mean) / deviation. Mean and deviation live in the file's metadata:
/// <c>occam.input.mean</c> and <c>occam.input.std</c>, one number a channel, comma-separated, on the scale 0 to 1; <c>occam.classes</c> has the class
/// names, one a line.
/// </remarks>
public sealed record InputSpec
{
    /// <summary>The metadata key of the means.</summary>
    public const string MeanKey = "occam.input.mean";

    /// <summary>The metadata key of the deviations.</summary>
    public const string DeviationKey = "occam.input.std";

    /// <summary>The metadata key of the class names.</summary>
    public const string ClassesKey = "occam.classes";

    private const long OpenSide = 224;

    /// <summary>The size of an image. Where the file leaves height or width open it is 224.</summary>
    public required ImageSize Size { get; init; }

    /// <summary>The sizes of an example, without the batch axis, where the network takes tensors that are no images; null for images.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>Whether the network takes images.</summary>
    public bool IsImage => Shape is null;

    /// <summary>The sizes of an example, without the batch axis.</summary>
    public IReadOnlyList<long> ExampleShape => Shape
        ?? (Layout == InputLayout.ChannelsLast ? [Size.Height, Size.Width, Size.Channels] : [Size.Channels, Size.Height, Size.Width]);

    /// <summary>Whether the file fixes height and width.</summary>
    public bool IsSizeFixed { get; init; } = true;

    /// <summary>The order of the axes. Default channels first.</summary>
    public InputLayout Layout { get; init; }

    /// <summary>How pixels become inputs, where the file states it; else null.</summary>
    public Normalisation? Normalisation { get; init; }

    /// <summary>The class names, or none where the file has none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Reads how a network is fed.</summary>
    /// <exception cref="GraphException">The network does not take one batch of float images with 1 or 3 channels, or the metadata is malformed.</exception>
    public static InputSpec Read(Graph graph)
    {
        if (graph.Inputs is not [{ Type: { ElementType: ElementType.Float, Dimensions: { Count: 4 } dimensions } } input])
        {
            throw new GraphException(
                $"Graph '{graph.Name}' is not fed with images: wanted one float input [N, C, H, W], but it takes {string.Join(", ", graph.Inputs.Select(value => $"'{value.Name}' {value.Type?.ToString() ?? "of unknown type"}"))}.");
        }

        var layout = IsChannels(dimensions[1]) || !IsChannels(dimensions[3]) ? InputLayout.ChannelsFirst : InputLayout.ChannelsLast;
        var (c, h, w) = layout == InputLayout.ChannelsFirst ? (dimensions[1], dimensions[2], dimensions[3]) : (dimensions[3], dimensions[1], dimensions[2]);
        if (!IsChannels(c))
        {
            throw new GraphException($"Input '{input.Name}' {input.Type} has no axis of 1 or 3 channels (grey or RGB), so it cannot be fed with images.");
        }

        var channels = (int)c.Size!.Value;
        var stated = Numbers(graph, MeanKey, channels) is { } mean && Numbers(graph, DeviationKey, channels) is { } deviation ? new Normalisation(mean, deviation) : null;
        return new()
        {
            Size = new(channels, (int)(h.Size ?? OpenSide), (int)(w.Size ?? OpenSide)),
            IsSizeFixed = h.Size is not null && w.Size is not null,
            Layout = layout,
            Normalisation = stated,
            Classes = Find(graph, ClassesKey)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    /// <summary>Reads how a network is fed: with images where its input is such, else with tensors of one shape.</summary>
    /// <exception cref="GraphException">The network has more than one input, or the input is not float, or leaves a size open; or the metadata is malformed.</exception>
    public static InputSpec ReadAny(Graph graph)
    {
        if (graph.Inputs is not [{ Type: { ElementType: ElementType.Float, Dimensions: { Count: >= 2 } dimensions } }]
            || (dimensions.Count == 4 && (IsChannels(dimensions[1]) || IsChannels(dimensions[3])))
            || dimensions.Skip(1).Any(dimension => dimension.Size is null))
        {
            return Read(graph);
        }

        return new()
        {
            Size = default,
            Shape = [.. dimensions.Skip(1).Select(dimension => dimension.Size!.Value)],
            Classes = Find(graph, ClassesKey)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    /// <summary>Whether the network takes tensors of these sizes, without the batch axis; open sides of images take any.</summary>
    public bool Accepts(IReadOnlyList<long> shape) => ExampleShape.SequenceEqual(shape)
        || (IsImage && !IsSizeFixed && shape.Count == 3 && shape[Layout == InputLayout.ChannelsLast ? 2 : 0] == Size.Channels);

    /// <summary>What the file states, else ImageNet's for three channels, else what the images have; for tensors what they were normalised with. A program should say which it is.</summary>
    /// <param name="train">The training examples.</param>
    public Normalisation NormalisationFor(Dataset train) => train switch
    {
        TensorDataset tensors => tensors.Normalisation ?? Normalisation.None,
        _ => Normalisation ?? (Size.Channels == 3 ? Normalisation.ImageNet : Normalisation.Measure((ImageDataset)train)),
    };

    /// <summary>Writes normalisation and class names into a network's metadata, as far as they are known; other entries stay.</summary>
    public void Write(Graph graph)
    {
        List<KeyValuePair<string, string>> entries =
            [.. graph.Info.Metadata.Where(pair => pair.Key is not (MeanKey or DeviationKey or ClassesKey))];
        if (Normalisation is { Mean.Count: > 0 } normalisation)
        {
            entries.Add(new(MeanKey, string.Join(',', normalisation.Mean.Select(x => x.ToString("R")))));
            entries.Add(new(DeviationKey, string.Join(',', normalisation.Deviation.Select(x => x.ToString("R")))));
        }

        if (Classes.Count > 0)
        {
            entries.Add(new(ClassesKey, string.Join('\n', Classes)));
        }

        graph.Info = graph.Info with { Metadata = entries };
    }

    private static bool IsChannels(Dimension dimension) => dimension.Size is 1 or 3;

    private static string? Find(Graph graph, string key) =>
        graph.Info.Metadata.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).Value;

    private static float[]? Numbers(Graph graph, string key, int channels)
    {
        if (Find(graph, key) is not { } text)
        {
            return null;
        }

        var parts = text.Split(',');
        var numbers = new float[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i], out numbers[i]) || !float.IsFinite(numbers[i]) || (numbers[i] <= 0 && key is DeviationKey))
            {
                throw new GraphException($"Graph '{graph.Name}': metadata '{key}' is '{text}'; wanted {channels} comma-separated numbers.");
            }
        }

        return parts.Length == channels ? numbers : throw new GraphException($"Graph '{graph.Name}': metadata '{key}' has {parts.Length} numbers; the input has {channels} channels.");
    }
}
