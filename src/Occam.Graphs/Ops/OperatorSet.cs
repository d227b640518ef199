using System.Collections.Frozen;

namespace Occam.Graphs.Ops;

/// <summary>The operators that Occam knows; immutable.</summary>
public sealed class OperatorSet
{
    private readonly FrozenDictionary<(string Domain, string Name), Operator> _operators;

    /// <summary>Creates a set.</summary>
    /// <exception cref="ArgumentException">Two operators have the same domain and name.</exception>
    public OperatorSet(IEnumerable<Operator> operators)
    {
        _operators = operators.ToDictionary(op => (op.Domain, op.Name)).ToFrozenDictionary();
    }

    /// <summary>The operators of ONNX that Occam implements.</summary>
    public static OperatorSet Standard { get; } = new(StandardOperators.All);

    /// <summary>The operators, by domain and name.</summary>
    public IEnumerable<Operator> Operators => _operators.Values.OrderBy(op => op.Domain, StringComparer.Ordinal).ThenBy(op => op.Name, StringComparer.Ordinal);

    /// <summary>The operator of a name, or null. <c>ai.onnx</c> is the same domain as the empty one.</summary>
    public Operator? Find(string domain, string name) =>
        _operators.GetValueOrDefault((string.Equals(domain, "ai.onnx", StringComparison.Ordinal) ? string.Empty : domain, name));

    /// <summary>This set with further operators, which replace those of the same name.</summary>
    public OperatorSet With(params IEnumerable<Operator> operators)
    {
        var added = operators.ToArray();
        var keys = added.Select(op => (op.Domain, op.Name)).ToHashSet();
        return new OperatorSet([.. _operators.Values.Where(op => !keys.Contains((op.Domain, op.Name))), .. added]);
    }
}
