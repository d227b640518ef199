using Occam.Graphs;
using Occam.Models.Quantizers.Training.Operators;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>What fake-quantizers say about how a network is to be quantized.</summary>
internal sealed class TrainedQuantizers
{
    private readonly Dictionary<Value, QuantizationParameters> _activations = [];
    private readonly Dictionary<Value, QuantizationScheme> _schemes = [];
    private readonly Dictionary<Node, float[]> _steps = [];
    private readonly Dictionary<Node, QuantizationScheme> _weights = [];

    private TrainedQuantizers()
    {
    }

    /// <summary>Reads all fake-quantizers of a graph and takes them out of it, which leaves the float network.</summary>
    /// <param name="graph">The graph, changed in place.</param>
    public static TrainedQuantizers Take(Graph graph)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var taken = new TrainedQuantizers();
        foreach (var node in graph.Nodes.Where(node => node.Operator is FakeQuantizer).ToArray())
        {
            taken.Read(node, (FakeQuantizer)node.Operator!);
            graph.ReplaceUses(node.Outputs[0]!, node.Input(0));
        }

        graph.RemoveUnused();
        graph.Opsets.Remove(FakeQuantizer.Home);
        return taken;
    }

    /// <summary>The plan for the float network.</summary>
    /// <param name="decisions">What is to be integer.</param>
    /// <param name="backend">The runtime.</param>
    /// <exception cref="QuantizationException">A node is to be integer whose input had no fake-quantizer.</exception>
    public QuantizationPlan Plan(IReadOnlyList<LayerDecision> decisions, IntegerBackend backend)
    {
        var unknown = decisions.FirstOrDefault(decision => decision.Precision is LayerPrecision.Integer or LayerPrecision.IntegerToFloat && decision.Node.Inputs.OfType<Value>().All(value => !_activations.ContainsKey(value)));
        if (unknown is not null)
        {
            throw new QuantizationException($"Node '{unknown.Node.Name}' ({unknown.Node.OpType}) was not trained for quantization: the network is another than the one that was trained.");
        }

        return new(decisions, _activations, backend.Activations, backend.Weights) { WeightScales = _steps, WeightSchemes = _weights, ActivationSchemes = _schemes };
    }

    private void Read(Node node, FakeQuantizer quantizer)
    {
        var scheme = quantizer.SchemeOf(node);
        if (quantizer is FakeQuantizeBias)
        {
            return;
        }

        if (quantizer.IsWeight)
        {
            foreach (var use in node.Outputs[0]!.Uses)
            {
                _weights[use.Node] = scheme;
                if (node.OptionalInput(1)?.Constant is { } steps)
                {
                    _steps[use.Node] = steps.Tensor.detach().cpu().data<float>().ToArray();
                }
            }
        }
        else if (ParametersOf(node, quantizer) is { } parameters)
        {
            (_activations[node.Input(0)], _schemes[node.Input(0)]) = (parameters, scheme);
        }
    }

    private static QuantizationParameters? ParametersOf(Node node, FakeQuantizer quantizer)
    {
        switch (quantizer)
        {
            case ClippedActivation:
                using (var scope = NewDisposeScope())
                {
                    return new(node.Input(1).Constant!.Tensor.detach().div(quantizer.RangeOf(node).High).item<float>(), 0);
                }

            case LearnedOffsetActivation:
                using (var scope = NewDisposeScope())
                {
                    var (step, offset) = (node.Input(1).Constant!.Tensor, node.Input(2).Constant!.Tensor);
                    return new(step.item<float>(), (int)LearnedOffsetActivation.ZeroPoint(step, offset, quantizer.RangeOf(node)).item<float>());
                }

            case FakeQuantizeActivation or LearnedStepActivation:
                return new(node.Input(1).Constant!.Tensor.item<float>(), (int)node.Input(2).Constant!.Tensor.item<float>());

            default:
                return null;
        }
    }
}
