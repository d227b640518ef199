using Occam.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>Random inputs of a recurrent operator, and the comparison of each sequence and direction with a plain recurrence.</summary>
internal sealed class RecurrentCase : IDisposable
{
    private const int Steps = 5, Batch = 2, Inputs = 3, Hidden = 4;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _direction;
    private readonly int _directions;

    public RecurrentCase(string direction, int gates, bool zeroStates = false, bool zeroPeepholes = true)
    {
        _direction = direction;
        _directions = direction is "bidirectional" ? 2 : 1;
        using var generator = new Generator(5);
        Tensor Random(params long[] shape) => randn(shape, generator: generator).mul(0.5);
        X = Random(Steps, Batch, Inputs);
        W = Random(_directions, gates * Hidden, Inputs);
        R = Random(_directions, gates * Hidden, Hidden);
        B = Random(_directions, 2 * gates * Hidden);
        H = zeroStates ? zeros(_directions, Batch, Hidden) : Random(_directions, Batch, Hidden);
        C = zeroStates ? zeros(_directions, Batch, Hidden) : Random(_directions, Batch, Hidden);
        P = zeroPeepholes ? zeros(_directions, 3 * Hidden) : Random(_directions, 3 * Hidden);
    }

    /// <summary>Computes the hidden states and further last states of one sequence.</summary>
    public delegate (double[][] Hidden, double[][] Further) Recurrence(
        double[][] x, double[][] w, double[][] r, double[] b, double[] p, double[] h, double[] c);

    public Tensor X { get; }

    public Tensor W { get; }

    public Tensor R { get; }

    public Tensor B { get; }

    public Tensor H { get; }

    public Tensor C { get; }

    public Tensor P { get; }

    /// <summary>Attributes with the direction.</summary>
    public Dictionary<string, Occam.Graphs.Attributes.AttributeValue> Attributes(params (string, object)[] further) =>
        NodeAttributes.Of([("hidden_size", Hidden), ("direction", _direction), .. further]);

    /// <summary>Compares outputs Y [S, D, N, H] and last states [D, N, H] with the recurrence.</summary>
    public void Check(Tensor[] outputs, Recurrence recurrence)
    {
        Assert.Equal([Steps, _directions, Batch, Hidden], outputs[0].shape);
        for (var d = 0; d < _directions; d++)
        {
            var reverse = _direction is "reverse" || d == 1;
            for (var n = 0; n < Batch; n++)
            {
                var x = RecurrentReference.Rows(X.select(1, n));
                var (hidden, further) = recurrence(
                    reverse ? [.. x.Reverse()] : x,
                    RecurrentReference.Rows(W[d]),
                    RecurrentReference.Rows(R[d]),
                    RecurrentReference.Elements(B[d]),
                    RecurrentReference.Elements(P[d]),
                    RecurrentReference.Elements(H[d, n]),
                    RecurrentReference.Elements(C[d, n]));
                var inOrder = (reverse ? hidden.Reverse() : hidden).SelectMany(step => step);
                Near(inOrder, outputs[0].select(2, n).select(1, d));
                Near(hidden[^1], outputs[1][d, n]);
                for (var i = 0; i < further.Length; i++)
                {
                    Near(further[i], outputs[2 + i][d, n]);
                }
            }
        }
    }

    public void Dispose() => _scope.Dispose();

    private static void Near(IEnumerable<double> expected, Tensor actual) =>
        Assert.All(expected.Zip(RecurrentReference.Elements(actual)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
}
