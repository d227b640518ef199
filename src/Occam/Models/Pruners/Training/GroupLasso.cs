using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Pruners.Criteria;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Training;

/// <summary>
/// Adds weight * Σ over channels √p ‖w‖, where w are all p weights that make or read a channel, in every layer that is tied: channels that matter little come near zero as a whole, so that they can be pruned
/// by l2 with little harm.
/// </summary>
/// <remarks>
/// M. Yuan, Y. Lin, "Model Selection and Estimation in Regression with Grouped Variables" (2006), eq. 2.1 with the identity as kernel; groups over everything that is tied as in G. Fang et al., "DepGraph" (2023),
/// section 3.3, whose growing factors are left out. Biases and norms take no part.
/// </remarks>
public sealed class GroupLasso : TrainingComponent
{
    private static readonly Scalar Smallest = 1e-24;
    private static readonly Scalar One = 1;
    private readonly GroupLassoOptions _options;
    private readonly Scalar _weight;
    private readonly List<(int Channels, Tensor Roots, (Parameter Weight, int Axis, Tensor ChannelOf)[] Parts)> _groups = [];

    /// <summary>Prepares the component.</summary>
    public GroupLasso(GroupLassoOptions options)
    {
        (_options, _weight) = (options, options.Weight);
    }

    /// <inheritdoc/>
    public override string Name => "group_lasso";

    /// <inheritdoc/>
    /// <exception cref="GraphException">Nothing of the network can be pruned.</exception>
    public override void Attach(GraphModule module)
    {
        Forget();
        var analysis = Pruner.Analyse(module.Graph);
        using var analysed = analysis.Graph;
        var parameters = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        foreach (var unit in analysis.Units)
        {
            Cut[] cuts = [.. WeightImportance.Weights(unit).Where(cut => parameters.ContainsKey(cut.Value.Name))];
            if (cuts.Length > 0)
            {
                Add(unit, cuts, parameters);
            }
        }

        if (_groups.Count == 0)
        {
            throw new GraphException($"The component '{Name}' makes channels sparse, but nothing in '{module.Graph.Name}' can be pruned; 'occam inspect' says why.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        if (context.Progress >= _options.End)
        {
            return [];
        }

        Tensor? sum = null;
        foreach (var (channels, roots, parts) in _groups)
        {
            var squares = zeros(channels + 1, roots.dtype, roots.device);
            foreach (var (weight, axis, channelOf) in parts)
            {
                var along = weight.square().transpose(0, axis).reshape(weight.size(axis), -1).sum(1);
                squares = squares.index_add(0, channelOf, along, One);
            }

            var penalty = squares.narrow(0, 0, channels).clamp_min(Smallest).sqrt().mul(roots).sum();
            sum = sum is null ? penalty : sum.add(penalty, One);
        }

        return [new(Name, sum!.mul(_weight))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            _weight.Dispose();
        }

        base.Dispose(disposing);
    }

    // Positions that belong to no channel of the unit are added to one more, which is left out.
    private void Add(PruningUnit unit, Cut[] cuts, Dictionary<string, Parameter> parameters)
    {
        using var scope = NewDisposeScope();
        var sizes = new double[unit.Channels.Count];
        var parts = new List<(Parameter, int, Tensor)>();
        foreach (var cut in cuts)
        {
            var weight = parameters[cut.Value.Name];
            var channelOf = new long[weight.size(cut.Axis)];
            Array.Fill(channelOf, unit.Channels.Count);
            foreach (var (channel, positions) in ChannelValues.Positions(unit, cut).Index())
            {
                foreach (var position in positions)
                {
                    channelOf[position] = channel;
                    sizes[channel] += (double)weight.numel() / channelOf.Length;
                }
            }

            parts.Add((weight, cut.Axis, tensor(channelOf, device: weight.device).DetachFromDisposeScope()));
        }

        var roots = tensor(sizes.Select(size => (float)Math.Sqrt(size)).ToArray()).to(parts[0].Item1.dtype).to(parts[0].Item1.device).DetachFromDisposeScope();
        _groups.Add((unit.Channels.Count, roots, [.. parts]));
    }

    private void Forget()
    {
        foreach (var (_, roots, parts) in _groups)
        {
            roots.Dispose();
            Array.ForEach(parts, part => part.ChannelOf.Dispose());
        }

        _groups.Clear();
    }
}
