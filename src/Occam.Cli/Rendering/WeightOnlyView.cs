using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;

namespace Occam.Cli.Rendering;

/// <summary>Shows what became of a network whose weights alone were quantized.</summary>
internal static class WeightOnlyView
{
    private const int FloatBits = 32;

    /// <summary>Writes a table of layers, then sizes and agreement.</summary>
    public static void Write(Terminal terminal, QuantizeWeightsResult result)
    {
        var table = PlainTable.Create("Layer", "Operator", ">Bits", ">Float bytes", ">Bytes", "How, or why float");
        foreach (var layer in result.Layers)
        {
            table.AddTextRow(layer.Node, layer.OpType, layer.Bits == FloatBits ? "float" : layer.Bits.ToString(CultureInfo.InvariantCulture), $"{layer.FloatBytes:N0}", $"{layer.Bytes:N0}", layer.Remark);
        }

        terminal.Console.Write(table);
        var output = terminal.Output;
        output.WriteLine($"{result.Layers.Count(layer => layer.Bits < FloatBits)} of {result.Layers.Count} weighted layers have weights of few bits; activations stay float");
        output.WriteLine($"file {result.BytesBefore:N0} to {result.Bytes:N0} bytes, {(double)result.BytesBefore / result.Bytes:F2} times smaller");
        foreach (var each in result.Agreement)
        {
            var top = each.Top1 is { } share ? $", the same largest place in {share:P1} of its rows" : string.Empty;
            output.WriteLine($"output {each.Output}: at most {each.Relative:P2} of its largest magnitude from float, {each.SignalToNoise:F1} dB{top} ({result.ComparedOn})");
        }

        output.WriteLine($"wrote {result.Model}");
    }
}
