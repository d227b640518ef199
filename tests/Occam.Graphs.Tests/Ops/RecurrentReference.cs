using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The recurrences of the ONNX specification for one sequence and one direction, element by element in plain C#.</summary>
internal static class RecurrentReference
{
    /// <summary>LSTM: weights [4H, I], recurrence [4H, H], bias [8H] and peepholes [3H] in the order i, o, f, c.</summary>
    public static (double[][] Hidden, double[] Cell) Lstm(double[][] x, double[][] w, double[][] r, double[] b, double[] p, double[] h, double[] c)
    {
        var size = h.Length;
        var hidden = new List<double[]>();
        foreach (var step in x)
        {
            var (nextH, nextC) = (new double[size], new double[size]);
            for (var j = 0; j < size; j++)
            {
                double Sum(int gate) => Dot(w[(gate * size) + j], step) + Dot(r[(gate * size) + j], h) + b[(gate * size) + j] + b[((gate + 4) * size) + j];
                var input = Sigmoid(Sum(0) + (p[j] * c[j]));
                var forget = Sigmoid(Sum(2) + (p[(2 * size) + j] * c[j]));
                nextC[j] = (forget * c[j]) + (input * Math.Tanh(Sum(3)));
                var output = Sigmoid(Sum(1) + (p[size + j] * nextC[j]));
                nextH[j] = output * Math.Tanh(nextC[j]);
            }

            (h, c) = (nextH, nextC);
            hidden.Add(h);
        }

        return ([.. hidden], c);
    }

    /// <summary>GRU: weights [3H, I], recurrence [3H, H] and bias [6H] in the order z, r, h.</summary>
    public static double[][] Gru(double[][] x, double[][] w, double[][] r, double[] b, double[] h, bool linearBeforeReset)
    {
        var size = h.Length;
        var hidden = new List<double[]>();
        foreach (var step in x)
        {
            double Input(int gate, int j) => Dot(w[(gate * size) + j], step) + b[(gate * size) + j];
            double Past(int gate, int j, double[] state) => Dot(r[(gate * size) + j], state) + b[((gate + 3) * size) + j];
            var state = h;
            double[] reset = [.. Enumerable.Range(0, size).Select(j => Sigmoid(Input(1, j) + Past(1, j, state)))];
            double[] damped = [.. state.Zip(reset, (s, gate) => s * gate)];
            h = [.. Enumerable.Range(0, size).Select(j =>
            {
                var update = Sigmoid(Input(0, j) + Past(0, j, state));
                var candidate = Math.Tanh(Input(2, j) + (linearBeforeReset ? reset[j] * Past(2, j, state) : Past(2, j, damped)));
                return ((1 - update) * candidate) + (update * state[j]);
            })];
            hidden.Add(h);
        }

        return [.. hidden];
    }

    /// <summary>RNN: weights [H, I], recurrence [H, H] and bias [2H].</summary>
    public static double[][] Rnn(double[][] x, double[][] w, double[][] r, double[] b, double[] h, Func<double, double> activation)
    {
        var hidden = new List<double[]>();
        foreach (var step in x)
        {
            var state = h;
            h = [.. Enumerable.Range(0, h.Length).Select(j => activation(Dot(w[j], step) + Dot(r[j], state) + b[j] + b[j + state.Length]))];
            hidden.Add(h);
        }

        return [.. hidden];
    }

    /// <summary>The rows of a matrix.</summary>
    public static double[][] Rows(Tensor matrix)
    {
        var all = Elements(matrix);
        var columns = (int)matrix.size(1);
        return [.. Enumerable.Range(0, (int)matrix.size(0)).Select(row => all[(row * columns)..((row + 1) * columns)])];
    }

    /// <summary>The elements of a tensor.</summary>
    public static double[] Elements(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
