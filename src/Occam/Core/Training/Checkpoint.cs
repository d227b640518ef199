using System.Text;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>
/// A training run on disk: the step, LibTorch's random state, every constant of the graph and the optimizer's velocities. Order and
/// changes of the images follow from seed, epoch and image, so they need no state.
/// </summary>
internal static class Checkpoint
{
    private const string Magic = "occam-checkpoint-1";
    private const string Velocity = "velocity:";
    private const string Random = "random";

    public static void Save(string path, Graph graph, SgdOptimizer optimizer, long step, long steps)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var partial = path + ".partial";
        using (var writer = new BinaryWriter(File.Create(partial), Encoding.UTF8))
        {
            var tensors = Tensors(graph, optimizer).Append((Random, get_rng_state())).ToArray();
            writer.Write(Magic);
            writer.Write(step);
            writer.Write(steps);
            writer.Write(tensors.Length);
            foreach (var (name, tensor) in tensors)
            {
                var plain = tensor.detach().contiguous();
                writer.Write(name);
                writer.Write((int)plain.dtype);
                writer.Write(plain.bytes.Length);
                writer.Write(plain.bytes);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    public static long Load(string path, Graph graph, SgdOptimizer optimizer, long steps)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (!string.Equals(reader.ReadString(), Magic, StringComparison.Ordinal))
            {
                throw new TrainingException($"'{path}' is not a checkpoint of Occam.");
            }

            var (step, all) = (reader.ReadInt64(), reader.ReadInt64());
            if (all != steps)
            {
                throw new TrainingException($"Checkpoint '{path}' is of a run of {all:N0} steps, but this one has {steps:N0}: data, batch size or epochs differ. Give the same ones, or remove the file.");
            }

            Load(reader, path, Tensors(graph, optimizer).ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal));
            return step;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new TrainingException($"Checkpoint '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static void Load(BinaryReader reader, string path, Dictionary<string, Tensor> targets)
    {
        var missing = targets.Keys.ToHashSet(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            var (type, length) = ((ScalarType)reader.ReadInt32(), reader.ReadInt32());
            if (string.Equals(name, Random, StringComparison.Ordinal))
            {
                set_rng_state(from_array(reader.ReadBytes(length)));
                continue;
            }

            if (!targets.TryGetValue(name, out var target) || target.dtype != type || target.numel() * target.element_size() != length)
            {
                throw new TrainingException($"Checkpoint '{path}' is of another network: its '{name}' ({type}, {length:N0} bytes) does not fit.");
            }

            var bytes = reader.ReadBytes(length);
            if (bytes.Length < length)
            {
                throw new EndOfStreamException("it is cut off.");
            }

            var plain = empty_like(target).contiguous();
            bytes.CopyTo(plain.bytes);
            target.copy_(plain);
            missing.Remove(name);
        }

        if (missing.Count > 0)
        {
            throw new TrainingException($"Checkpoint '{path}' is of another network: it has no '{missing.Order(StringComparer.Ordinal).First()}'.");
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Tensors(Graph graph, SgdOptimizer optimizer) =>
        graph.Constants.Where(value => value.Constant!.HasTensor).Select(value => (value.Name, value.Constant!.Tensor))
            .Concat(optimizer.State.Select(pair => (Velocity + pair.Name, pair.Velocity)));
}
