using Occam.Core;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Models.Distillers.Connectors;
using Occam.Models.Losses;

namespace Occam.Models.Distillers;

/// <summary>
/// Connects losses with recorded values through connectors, and checks names and shapes by a run on zeros; whatever is wrong is listed, and the search for more goes on.
/// </summary>
internal sealed class Wiring
{
    /// <summary>The images of the batch of the check.</summary>
    public const int Samples = 2;

    private readonly DistillerOptions _options;
    private readonly TrainingContext _context;
    private readonly Dictionary<string, RecordedGraph> _networks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, MadeConnector> _former;
    private readonly Dictionary<string, MadeConnector> _connectors = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly long[] _images;

    /// <summary>Wires everything.</summary>
    /// <param name="options">The distiller's options.</param>
    /// <param name="context">The data, the seed.</param>
    /// <param name="student">The network that is trained.</param>
    /// <param name="teachers">The teachers' networks by name; not owned.</param>
    /// <param name="losses">The losses, in the options' order.</param>
    /// <param name="former">Connectors of an earlier wiring: those that are given the same shapes again go on.</param>
    /// <exception cref="TrainingException">Something does not fit; every problem is listed.</exception>
    public Wiring(DistillerOptions options, TrainingContext context, Graph student, IReadOnlyDictionary<string, Graph> teachers, IReadOnlyList<Loss> losses, IReadOnlyDictionary<string, MadeConnector> former)
    {
        (_options, _context, _former) = (options, context, former);
        _images = Images(context.Input);
        AddNetwork(Distiller.Student, student);
        foreach (var (name, graph) in teachers)
        {
            AddNetwork(name, graph);
        }

        Losses = [.. losses.Index().Select(pair => Wire(pair.Item, options.Losses[pair.Index], NameOf(pair.Index)))];
        _problems.AddRange(options.Connectors.Keys.Where(name => !_connectors.ContainsKey(name) && !IsNamed(name)).Select(name => $"connectors.{name}: no loss names it."));
        if (_problems.Count > 0)
        {
            Array.ForEach([.. _connectors.Values.Except(_former.Values)], made => made.Connector.Dispose());
            throw new TrainingException(string.Join(Environment.NewLine, _problems.Distinct(StringComparer.Ordinal).Prepend($"'{options.Name}' does not fit its networks:")));
        }
    }

    /// <summary>The losses with their arguments.</summary>
    public IReadOnlyList<WiredLoss> Losses { get; }

    /// <summary>The connectors by name; the caller owns them.</summary>
    public IReadOnlyDictionary<string, MadeConnector> Connectors => _connectors;

    /// <summary>The shape of the batch of the check.</summary>
    public static long[] Images(InputSpec input) => input.Layout == InputLayout.ChannelsLast
        ? [Samples, input.Size.Height, input.Size.Width, input.Size.Channels]
        : [Samples, input.Size.Channels, input.Size.Height, input.Size.Width];

    private void AddNetwork(string name, Graph graph)
    {
        try
        {
            _networks.Add(name, new(name, graph, ShapeInference.Run(graph, new Dictionary<string, long[]>(StringComparer.Ordinal) { [graph.Inputs[0].Name] = _images })));
        }
        catch (GraphException e)
        {
            _failed.Add(name);
            _problems.Add($"{name}: it cannot take the images [{string.Join(", ", _images)}]: {e.Message}");
        }
    }

    private string NameOf(int index)
    {
        var loss = _options.Losses[index];
        var before = _options.Losses.Take(index).Count(other => other.Name is null && string.Equals(other.Loss.Name, loss.Loss.Name, StringComparison.Ordinal));
        return loss.Name ?? (before == 0 ? loss.Loss.Name : $"{loss.Loss.Name}_{before + 1}");
    }

    private bool IsNamed(string connector) =>
        _options.Losses.SelectMany(loss => loss.Inputs.Values).SelectMany(input => input.Connectors).Any(use => string.Equals(use.Split('.')[0], connector, StringComparison.Ordinal));

    private WiredLoss Wire(Loss loss, DistilledLossOptions options, string name)
    {
        foreach (var unknown in options.Inputs.Keys.Where(key => !loss.Arguments.Contains(key, StringComparer.Ordinal)))
        {
            var near = NearestName.Of(unknown, loss.Arguments);
            _problems.Add($"{name}: it takes {string.Join(", ", loss.Arguments)}, but no '{unknown}'{(near is null ? "." : $"; did you mean '{near}'?")}");
        }

        var before = _problems.Count;
        var sources = loss.Arguments.ToDictionary(argument => argument, argument => Source(argument, options.Inputs.GetValueOrDefault(argument) ?? new(), $"{name}.{argument}"), StringComparer.Ordinal);
        var other = sources.GetValueOrDefault("student")?.Shape;
        var inputs = new List<WiredInput>();
        foreach (var argument in loss.Arguments.OrderBy(argument => argument.StartsWith(Distiller.Student, StringComparison.Ordinal)))
        {
            var uses = options.Inputs.GetValueOrDefault(argument)?.Connectors ?? [];
            if (sources[argument] is { } source && Connect(argument, source, uses, argument.StartsWith(Distiller.Student, StringComparison.Ordinal) ? other : sources.GetValueOrDefault("student")?.Shape, $"{name}.{argument}") is { } input)
            {
                inputs.Add(input);
                other = string.Equals(argument, Distiller.DefaultTeacher, StringComparison.Ordinal) ? input.Shape : other;
            }
        }

        if (_problems.Count == before)
        {
            Check(loss, inputs, name);
        }

        return new(name, loss, options, inputs);
    }

    private void Check(Loss loss, List<WiredInput> inputs, string name)
    {
        try
        {
            loss.Check(inputs.ToDictionary(input => input.Argument, input => input.Shape, StringComparer.Ordinal));
        }
        catch (ArgumentException e)
        {
            _problems.Add($"{name}: {e.Message.Split(" (Parameter")[0]} They are {string.Join(", ", inputs.Select(input => $"{input.Argument} = {input.Source.Network} '{input.Source.Name}'{string.Concat(input.Connectors.Select(use => $" through {use.Name}"))}"))}.");
        }
    }

    private RecordedSource? Source(string argument, RecordedValueOptions wanted, string place)
    {
        var network = wanted.Of ?? (BatchValues.Names.Contains(argument, StringComparer.Ordinal) ? BatchValues.Network : argument.StartsWith(Distiller.DefaultTeacher, StringComparison.Ordinal) ? OnlyTeacher() : Distiller.Student);
        if (_failed.Contains(network))
        {
            return null;
        }

        string? problem;
        var source = network is BatchValues.Network ? BatchValues.Find(wanted.Value ?? argument, _images, _context.Data.HasLabels, out problem)
            : _networks.TryGetValue(network, out var graph) ? graph.Find(wanted, out problem)
            : Unknown(network, out problem);
        if (problem is not null)
        {
            _problems.Add($"{place}: {problem}");
        }

        return source;
    }

    private RecordedSource? Unknown(string network, out string? problem)
    {
        problem = $"there is no '{network}' to record of, only {string.Join(", ", _networks.Keys.Append(BatchValues.Network))}; give a 'teacher', or 'of: student' where the network teaches itself.";
        return null;
    }

    private string OnlyTeacher() => _options is { Teacher: null, Teachers.Count: 1 } ? _options.Teachers.Keys.First() : Distiller.DefaultTeacher;

    private WiredInput? Connect(string argument, RecordedSource source, IReadOnlyList<string> names, long[]? other, string place)
    {
        var (shape, uses) = (source.Shape, new List<ConnectorUse>());
        foreach (var reference in names)
        {
            var (name, output) = reference.Split('.', 2) is [var first, var second] ? (first, second) : (reference, null);
            if (!_options.Connectors.TryGetValue(name, out var choice))
            {
                var near = NearestName.Of(name, _options.Connectors.Keys);
                _problems.Add($"{place}: there is no connector '{name}'{(near is null ? $", only {string.Join(", ", _options.Connectors.Keys.DefaultIfEmpty("none"))}." : $"; did you mean '{near}'?")}");
                return null;
            }

            if (Make(name, choice, shape, other, uses.Count == 0 ? source.Value : null, place) is not { } connector)
            {
                return null;
            }

            var index = output is null ? 0 : connector.Outputs.ToList().IndexOf(output);
            if (index < 0)
            {
                _problems.Add($"{place}: connector '{name}' gives {string.Join(", ", connector.Outputs)}, but no '{output}'.");
                return null;
            }

            shape = connector.ShapeOf(index, Samples);
            uses.Add(new(name, connector, index));
        }

        return new(argument, source, uses, shape);
    }

    private Connector? Make(string name, Choice<ConnectorContext, Connector> choice, long[] shape, long[]? other, Value? source, string place)
    {
        if (_connectors.TryGetValue(name, out var made))
        {
            if (made.Takes(shape))
            {
                return made.Connector;
            }

            _problems.Add($"{place}: connector '{name}' was made for [N, {string.Join(", ", made.Shape.Skip(1))}], but is given [N, {string.Join(", ", shape.Skip(1))}] here; use another one.");
            return null;
        }

        try
        {
            var seed = (int)(new SplitMix(_context.Seed, _connectors.Count + 1).Next() >> 33);
            made = _former.GetValueOrDefault(name) is { } former && former.Takes(shape) && former.IsBeside(other)
                ? former
                : new(choice.Make(new() { Shape = shape, Counterpart = other, Source = source, Classes = _context.Data.Train.Classes.Count, Seed = seed, Device = _context.Device }), shape, other);
            _connectors.Add(name, made);
            return made.Connector;
        }
        catch (Exception e) when (e is ArgumentException or GraphException)
        {
            _problems.Add($"{place}: connector '{name}' ({choice.Name}) cannot be made for [{string.Join(", ", shape)}]: {e.Message.Split(" (Parameter")[0]}");
            return null;
        }
    }
}
