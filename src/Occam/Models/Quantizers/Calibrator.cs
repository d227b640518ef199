using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers.Observers;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>Runs calibration data through a graph once and finds the range of each wanted value.</summary>
internal static class Calibrator
{
    /// <summary>Finds the ranges.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">The wanted values: inputs of the graph or computed ones.</param>
    /// <param name="batches">For each batch the graph's inputs in its order.</param>
    /// <param name="create">Makes an observer.</param>
    /// <exception cref="QuantizationException">There is no data, or a value is not finite; the message names it.</exception>
    public static IReadOnlyDictionary<Value, ValueRange> Run(
        Graph graph, IReadOnlySet<Value> values, IEnumerable<IReadOnlyList<Tensor>> batches, Func<Observer> create) =>
        Observe(graph, values, batches, create).ToDictionary(pair => pair.Key, pair => pair.Value.Range());

    /// <summary>As above, for observers that know more than a range.</summary>
    public static IReadOnlyDictionary<Value, TObserver> Observe<TObserver>(
        Graph graph, IReadOnlySet<Value> values, IEnumerable<IReadOnlyList<Tensor>> batches, Func<TObserver> create)
        where TObserver : Observer
    {
        using var guard = no_grad();
        var observers = values.ToDictionary(value => value, _ => create());
        var executor = new GraphExecutor(graph);
        var count = 0;
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            count++;
            foreach (var (input, tensor) in graph.Inputs.Zip(batch))
            {
                Observe(input, tensor);
            }

            executor.Run(batch, observe: Observe);
        }

        return count > 0
            ? observers
            : throw new QuantizationException("Calibration needs data, and no batch was given; a few hundred samples are enough.");

        void Observe(Value value, Tensor tensor)
        {
            if (!observers.TryGetValue(value, out var observer))
            {
                return;
            }

            try
            {
                observer.Observe(tensor);
            }
            catch (QuantizationException e)
            {
                throw new QuantizationException(
                    $"Value '{value.Name}' (computed by {value.Producer?.ToString() ?? "the caller"}) {e.Message} in calibration batch {count}; check the data and the network.", e);
            }
        }
    }
}
