using System.Text;
using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>
/// One of several values of the same shape: the place of a supernet where candidates meet. A run computes only what the selected input depends on; see
/// <see cref="Execution.GraphModule.Select"/>. Occam's own operator: a file with it can be read by Occam alone.
/// </summary>
/// <remarks>
/// Attributes: <c>kind</c> (<c>operation</c> or <c>depth</c>), <c>candidates</c> (a name for each input), <c>group</c> (choices of one group are made together; default the
/// node's name), <c>selected</c> (the input that is taken where nothing else is selected; default 0).
/// </remarks>
public sealed class Choice : Operator
{
    /// <summary>The domain of Occam's own operators.</summary>
    public const string OwnDomain = "occam";

    /// <summary>The operator's name.</summary>
    public const string TypeName = "Choice";

    /// <inheritdoc/>
    public override string Name => TypeName;

    /// <inheritdoc/>
    public override string Domain => OwnDomain;

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <summary>Whether a node is a choice.</summary>
    public static bool Is(Node node) => node.Operator is Choice;

    /// <summary>The attributes of a choice.</summary>
    /// <param name="kind">What is chosen: <c>operation</c> or <c>depth</c>.</param>
    /// <param name="candidates">A name for each input.</param>
    /// <param name="group">Choices of one group are made together; null for a group of its own.</param>
    /// <param name="selected">The input that is taken where nothing else is selected.</param>
    public static IEnumerable<KeyValuePair<string, AttributeValue>> Attributes(string kind, IEnumerable<string> candidates, string? group, int selected)
    {
        yield return new("kind", new StringAttribute(Encoding.UTF8.GetBytes(kind)));
        yield return new("candidates", new StringsAttribute([.. candidates.Select(name => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(name))]));
        yield return new("selected", new IntAttribute(selected));
        if (group is not null)
        {
            yield return new("group", new StringAttribute(Encoding.UTF8.GetBytes(group)));
        }
    }

    /// <summary>The names of a choice's candidates, one for each input.</summary>
    /// <exception cref="GraphException">There are more or fewer names than inputs.</exception>
    public static IReadOnlyList<string> CandidatesOf(Node node)
    {
        string[] names = [.. (node.Get<StringsAttribute>("candidates")?.Values ?? []).Select(name => Encoding.UTF8.GetString(name.Span))];
        return names.Length == node.Inputs.Count && names.Length > 0
            ? names
            : throw GraphException.At(node, $"has {node.Inputs.Count} candidates, but {names.Length} names for them.");
    }

    /// <summary>The input that a node takes where nothing else is selected.</summary>
    /// <exception cref="GraphException">There is no such input.</exception>
    public static int SelectedOf(Node node)
    {
        var selected = (int)node.Int("selected", 0);
        return selected >= 0 && selected < node.Inputs.Count && node.Inputs[selected] is not null
            ? selected
            : throw GraphException.At(node, $"selects input {selected}, but has inputs 0 to {node.Inputs.Count - 1}.");
    }

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var selected = SelectedOf(node);

        // On a path, the one input that is not null is the one selected.
        return (inputs, _) => [(Array.FindAll(inputs, input => input is not null) is [var only] ? only! : inputs[selected]!).alias()];
    }
}
