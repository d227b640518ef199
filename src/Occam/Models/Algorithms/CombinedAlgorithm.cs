using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a network for its task with any components beside it: alone it is supervised training; with a distiller, a pruner and a quantizer it prunes while it distils and
/// trains for quantization under a teacher. One forward pass, one backward pass over the sum of all losses, one step.
/// </summary>
public sealed class CombinedAlgorithm : Algorithm
{
    private static readonly Scalar One = 1;
    /// <summary>The entry of a checkpoint that has the graph where it was replaced.</summary>
    internal const string GraphEntry = "graph";

    private readonly TaskLoss? _task;
    private readonly TrainingComponent[] _components;
    private readonly Device? _device;
    private TrainedModule _trained;
    private Graph? _replaced;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The network to train, in place until a component replaces it; not owned, while its replacements are.</param>
    /// <param name="task">The task's loss, owned; null where components give all losses.</param>
    /// <param name="components">The components, in the order in which they are asked; owned.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="ArgumentException">Two components have one name.</exception>
    /// <exception cref="GraphException">A component records a value that the graph does not have.</exception>
    public CombinedAlgorithm(Graph graph, TaskLoss? task, IEnumerable<TrainingComponent>? components = null, Device? device = null)
    {
        (_task, _components, _device) = (task, [.. components ?? []], device);
        if (_components.GroupBy(component => component.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two components are named '{twice.Key}': a checkpoint could not tell them apart.", nameof(components));
        }

        _trained = Attach(graph);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedModule> Modules => [_trained];

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSet> ParameterSets =>
        [new(ParameterSet.Weights, [.. NetworkParameters(), .. _components.SelectMany(component => component.Parameters.Select(pair => (Qualify(component, pair.Name), pair.Weight)))])];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        _components.SelectMany(component => component.StateTensors.Select(pair => (Qualify(component, pair.Name), pair.Tensor)));

    /// <inheritdoc/>
    /// <exception cref="TrainingException">Neither the task nor a component has a loss for the batch.</exception>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        context.Optimizer.ClearGradients();
        Array.ForEach(_components, component => component.BeforeStep(context));
        var losses = Losses(Forward(batch, scope), context);
        var total = losses[0].Value;
        foreach (var loss in losses.Skip(1))
        {
            total = total.add(loss.Value, One);
        }

        total.backward();
        Array.ForEach(_components, component => component.AfterBackward(context));
        context.Optimizer.Step();
        return new(total.item<float>(), [.. losses.Select(loss => KeyValuePair.Create(loss.Name, (double)loss.Value.item<float>()))]);
    }

    /// <inheritdoc/>
    public override GraphReplacement? Start(StepContext context) => Replace(component => component.Prepare(Graph));

    /// <inheritdoc/>
    public override GraphReplacement? AfterStep(StepContext context) => Replace(component => component.AfterStep(Graph, context));

    /// <inheritdoc/>
    public override Graph Export()
    {
        var graph = Graph.Clone();
        foreach (var component in _components)
        {
            if (component.Export(graph) is { } written && !ReferenceEquals(written, graph))
            {
                graph.Dispose();
                graph = written;
            }
        }

        return graph;
    }

    /// <inheritdoc/>
    public override void Save(StateRecord state)
    {
        if (_replaced is not null)
        {
            state.Set(GraphEntry, OnnxWriter.ToBytes(_replaced));
        }

        foreach (var component in _components)
        {
            var part = new StateRecord();
            component.Save(part);
            state.Add(Qualify(component, string.Empty), part);
        }
    }

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        foreach (var component in _components)
        {
            component.Load(state.Part(Qualify(component, string.Empty)));
        }

        if (state.Bytes(GraphEntry) is { } bytes)
        {
            Exchange(OnnxReader.Read(bytes, operators: Graph.Operators.With(_components.SelectMany(component => component.Operators))));
        }
        else
        {
            Array.ForEach(_components, component => component.Attach(_trained.Module));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.ForEach(_components, component => component.Dispose());
            _task?.Dispose();
            _trained.Module.Dispose();
            _replaced?.Dispose();
        }
    }

    private static string Qualify(TrainingComponent component, string name) => $"{component.Name}:{name}";

    private ForwardPass Forward(Batch batch, DisposeScope scope)
    {
        var wanted = _components.SelectMany(component => component.Recorded).ToHashSet(StringComparer.Ordinal);
        var observers = Array.FindAll(_components, component => component.Observes);
        var recorded = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var value in wanted.Count == 0 ? [] : Graph.Values.Where(value => value.Producer is null && wanted.Contains(value.Name)))
        {
            recorded[value.Name] = value.Constant?.Tensor ?? batch.Images;
        }

        void Observe(Value value, Tensor tensor)
        {
            if (wanted.Contains(value.Name))
            {
                var kept = tensor.alias().DetachFromDisposeScope();
                scope.Attach(kept);
                recorded[value.Name] = kept;
            }

            Array.ForEach(observers, component => component.Observe(value, tensor));
        }

        var outputs = _trained.Module.Run([batch.Images], wanted.Count + observers.Length > 0 ? Observe : null);
        return new(batch, outputs, recorded);
    }

    private List<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        var losses = new List<NamedLoss>();
        if (_task?.Compute(pass) is { } loss)
        {
            losses.Add(new(_task.Name, loss));
        }

        losses.AddRange(_components.SelectMany(component => component.Losses(pass, context)));
        return losses.Count > 0 ? losses : throw new TrainingException("There is nothing to train for: neither the task nor a component gives a loss for these images.");
    }

    private GraphReplacement? Replace(Func<TrainingComponent, GraphReplacement?> ask)
    {
        GraphReplacement? all = null;
        foreach (var component in _components)
        {
            if (ask(component) is { } replacement)
            {
                Exchange(replacement.Graph);
                all = new(replacement.Graph, Chain(all?.Narrow, replacement.Narrow ?? Same(replacement.Graph)));
            }
        }

        return all;
    }

    private static Func<string, Tensor, Tensor?> Chain(Func<string, Tensor, Tensor?>? first, Func<string, Tensor, Tensor?> then) =>
        first is null ? then : (name, tensor) => first(name, tensor) is { } narrowed ? then(name, narrowed) : null;

    private static Func<string, Tensor, Tensor?> Same(Graph graph) => (name, tensor) =>
        graph.Find(name)?.Constant is not { } constant || constant.Dimensions.SequenceEqual(tensor.shape) ? tensor : null;

    private void Exchange(Graph graph)
    {
        var (module, former) = (_trained.Module, _replaced);
        _trained = Attach(graph);
        _trained.Module.train(module.training);
        _replaced = graph;
        module.Dispose();
        former?.Dispose();
    }

    private TrainedModule Attach(Graph graph)
    {
        if (_components.SelectMany(component => component.Recorded).FirstOrDefault(name => graph.Find(name) is null) is { } unknown)
        {
            throw new GraphException($"A component records '{unknown}', but graph '{graph.Name}' has no such value.");
        }

        var module = new GraphModule(graph, _device);
        Array.ForEach(_components, component => component.Attach(module));
        return new(string.Empty, module);
    }
}
