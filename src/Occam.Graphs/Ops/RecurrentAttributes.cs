using System.Text;
using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The attributes that LSTM, GRU and RNN share.</summary>
/// <param name="Reverse">For each direction, whether it runs from the end to the start.</param>
/// <param name="BatchFirst">Whether the layout is [N, S, ...] (layout 1) instead of [S, N, ...].</param>
/// <param name="Activations">The activation functions' names in lower case, for each direction in turn; null for the operator's own.</param>
internal sealed record RecurrentAttributes(bool[] Reverse, bool BatchFirst, string[]? Activations)
{
    /// <summary>Reads the attributes.</summary>
    /// <exception cref="GraphException">The direction is unknown, or clip is asked for, which is not supported.</exception>
    public static RecurrentAttributes Read(Node node)
    {
        if (node.Attributes.ContainsKey("clip"))
        {
            throw GraphException.At(node, "clip is not supported.");
        }

        bool[] reverse = node.String("direction", "forward") switch
        {
            "forward" => [false],
            "reverse" => [true],
            "bidirectional" => [false, true],
            var other => throw GraphException.At(node, $"direction '{other}' is not one of forward, reverse, bidirectional."),
        };
        var activations = node.Get<StringsAttribute>("activations")?.Values.Select(text => Encoding.UTF8.GetString(text.Span).ToLowerInvariant()).ToArray();
        return new RecurrentAttributes(reverse, node.Int("layout", 0) != 0, activations);
    }

    /// <summary>States the hidden size anew when hidden channels leave.</summary>
    public static void NarrowHidden(Node node, Narrowing narrowing)
    {
        if (node.Attributes.ContainsKey("hidden_size"))
        {
            node.Graph.SetAttribute(node, "hidden_size", new IntAttribute(narrowing.NewSizes(node.Input(2))[2]));
        }
    }

    /// <summary>Refuses other activation functions than those that the operator has by default.</summary>
    /// <exception cref="GraphException">There are others.</exception>
    public void RequireActivations(Node node, params ReadOnlySpan<string> wanted)
    {
        for (var i = 0; i < Activations?.Length; i++)
        {
            if (!string.Equals(Activations[i], wanted[i % wanted.Length], StringComparison.Ordinal))
            {
                throw GraphException.At(node, $"the activation '{Activations[i]}' is not supported; only the default ones ({string.Join(", ", wanted)}) are.");
            }
        }
    }
}
