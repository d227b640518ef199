using Occam.Core.Training;
using Occam.Core.Training.Components;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>The tensors of one step; every teacher and every connector runs once, however many losses ask.</summary>
/// <param name="pass">What the student computed.</param>
/// <param name="context">Where the run is.</param>
/// <param name="teach">Runs a teacher on the images.</param>
internal sealed class StepValues(ForwardPass pass, StepContext context, Func<string, Tensor, IReadOnlyDictionary<string, Tensor>> teach)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, Tensor>> _taught = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Tensor>> _connected = new(StringComparer.Ordinal);

    /// <summary>The tensor that an argument is.</summary>
    public Tensor Of(WiredInput input)
    {
        var (tensor, path) = (Recorded(input.Source), $"{input.Source.Network}/{input.Source.Name}");
        foreach (var use in input.Connectors)
        {
            path += $"|{use.Name}";
            if (!_connected.TryGetValue(path, out var outputs))
            {
                _connected.Add(path, outputs = use.Connector.Apply(tensor, context));
            }

            tensor = outputs[use.Output];
            path += $".{use.Output}";
        }

        return tensor;
    }

    private Tensor Recorded(RecordedSource source)
    {
        if (source.Network is BatchValues.Network)
        {
            return BatchValues.Of(pass.Batch, source.Name);
        }

        if (source.Network is Distiller.Student)
        {
            return OutputIndex(source) is >= 0 and var index ? pass.Outputs[index] : pass.Value(source.Name);
        }

        if (!_taught.TryGetValue(source.Network, out var values))
        {
            _taught.Add(source.Network, values = teach(source.Network, pass.Batch.Images));
        }

        return values[source.Name];
    }

    private static int OutputIndex(RecordedSource source) => source.Value is { Producer: { } node } value ? node.Graph.Outputs.ToList().IndexOf(value) : -1;
}
