using System.Security.Cryptography;
using System.Text;
using Occam.Graphs;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>
/// A training run on disk: the step, LibTorch's random state, every constant of the graph, the optimizer's velocities, and a SHA-256 of it all.
/// Order and changes of the images follow from seed, epoch and image, so they need no state.
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
        using var file = new PendingFile(path);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file.Stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8))
        {
            var tensors = Tensors(graph, optimizer).Append((Random, get_rng_state())).ToArray();
            writer.Write(Magic);
            writer.Write(step);
            writer.Write(steps);
            writer.Write(tensors.Length);
            Array.ForEach(tensors, pair => Write(writer, pair.Item1, pair.Item2));
        }

        file.Stream.Write(hash.Hash!);
        file.Keep();
    }

    public static long Load(string path, Graph graph, SgdOptimizer optimizer, long steps)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            using var file = File.OpenRead(path);
            CheckWhole(file, path);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            if (!string.Equals(reader.ReadString(), Magic, StringComparison.Ordinal))
            {
                throw new TrainingException($"'{path}' is a checkpoint of another version of Occam.");
            }

            var (step, all) = (reader.ReadInt64(), reader.ReadInt64());
            if (all != steps)
            {
                throw new TrainingException($"Checkpoint '{path}' is of a run of {all:N0} steps, but this one has {steps:N0}: data, batch size or epochs differ. Give the same ones, or remove the file.");
            }

            Load(reader, path, Tensors(graph, optimizer).ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal));
            return step;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"Checkpoint '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The steps of the run that a checkpoint is of.</summary>
    /// <exception cref="TrainingException">The file is no checkpoint, or damaged.</exception>
    public static long ReadSteps(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            CheckWhole(file, path);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            reader.ReadString();
            reader.ReadInt64();
            return reader.ReadInt64();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"Checkpoint '{path}' cannot be read: {e.Message}", e);
        }
    }

    // Everything behind is trusted to be what Save wrote: LibTorch ends the process for a random state that is not one.
    private static void CheckWhole(FileStream file, string path)
    {
        var (expected, left) = (new byte[SHA256.HashSizeInBytes], file.Length - SHA256.HashSizeInBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 16];
        while (left > 0)
        {
            var count = file.Read(block, 0, (int)Math.Min(block.Length, left));
            hash.AppendData(block, 0, count);
            left -= count;
        }

        if (left < 0 || file.Read(expected) < expected.Length || !hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
        {
            throw new TrainingException($"'{path}' is no checkpoint of Occam, or a damaged one. Remove it to start anew.");
        }

        file.Position = 0;
    }

    private static void Write(BinaryWriter writer, string name, Tensor tensor)
    {
        var plain = tensor.detach().contiguous();
        writer.Write(name);
        writer.Write((int)plain.dtype);
        writer.Write(plain.bytes.Length);
        writer.Write(plain.bytes);
    }

    private static void Load(BinaryReader reader, string path, Dictionary<string, Tensor> targets)
    {
        var missing = targets.Keys.ToHashSet(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            var type = (ScalarType)reader.ReadInt32();
            var bytes = reader.ReadBytes(reader.ReadInt32());
            if (string.Equals(name, Random, StringComparison.Ordinal))
            {
                set_rng_state(from_array(bytes));
                continue;
            }

            if (!targets.TryGetValue(name, out var target) || target.dtype != type || target.numel() * target.element_size() != bytes.Length)
            {
                throw new TrainingException($"Checkpoint '{path}' is of another network: its '{name}' ({type}, {bytes.Length:N0} bytes) does not fit.");
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
