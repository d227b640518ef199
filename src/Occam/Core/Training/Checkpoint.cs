using System.Security.Cryptography;
using System.Text;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>A file of named tensors and small facts, with LibTorch's random state and a SHA-256 of it all; it is there whole or not at all.</summary>
internal static class Checkpoint
{
    private const string Magic = "occam-checkpoint-2";
    private const string Random = "random";

    /// <summary>Writes a checkpoint. One that is there stays until the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">The facts.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="previous">The name under which the one that is there lives on; null where it does not.</param>
    /// <exception cref="TrainingException">It cannot be written; what was there before is untouched.</exception>
    public static void Save(string path, StateRecord record, IEnumerable<(string Name, Tensor Tensor)> tensors, string? previous = null)
    {
        try
        {
            using var file = new PendingFile(path);
            Write(file.Stream, record, tensors);
            file.Stream.Flush(flushToDisk: true);
            if (previous is not null && File.Exists(path))
            {
                File.Move(path, previous, overwrite: true);
            }

            file.Keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"Checkpoint '{path}' cannot be written: {e.Message} Earlier checkpoints are untouched; make room or give another folder, then resume.", e);
        }
    }

    /// <summary>Writes a checkpoint's bytes.</summary>
    public static void Write(Stream stream, StateRecord record, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8))
        {
            writer.Write(Magic);
            Write(writer, record);
            var all = tensors.Append((Random, get_rng_state())).ToArray();
            writer.Write(all.Length);
            Array.ForEach(all, pair => Write(writer, pair.Item1, pair.Item2));
        }

        stream.Write(hash.Hash!);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prepare">Takes the facts and gives the tensors to fill, all of which have to be in the file.</param>
    /// <param name="whole">Whether the file may have no other tensors, and LibTorch's random state is taken from it. Default yes.</param>
    /// <exception cref="TrainingException">The file is no checkpoint of this run, or damaged; the message says why.</exception>
    public static void Load(string path, Func<StateRecord, IReadOnlyDictionary<string, Tensor>> prepare, bool whole = true)
    {
        using var reader = Open(path);
        Load(reader, path, prepare, whole);
    }

    /// <summary>Reads what <see cref="Write(Stream, StateRecord, IEnumerable{ValueTuple{string, Tensor}})"/> wrote and nobody could damage.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="prepare">As above.</param>
    public static void Load(Stream stream, string name, Func<StateRecord, IReadOnlyDictionary<string, Tensor>> prepare)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        reader.ReadString(); // the magic word
        Load(reader, name, prepare, whole: true);
    }

    private static void Load(BinaryReader reader, string path, Func<StateRecord, IReadOnlyDictionary<string, Tensor>> prepare, bool whole)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var targets = prepare(ReadRecord(reader));
        var missing = targets.Keys.ToHashSet(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            if (Fill(reader, path, targets, whole) is { } name)
            {
                missing.Remove(name);
            }
        }

        if (missing.Count > 0)
        {
            throw new TrainingException($"Checkpoint '{path}' is of another network: it has no '{missing.Order(StringComparer.Ordinal).First()}'.");
        }
    }

    /// <summary>The facts in a checkpoint.</summary>
    /// <exception cref="TrainingException">The file is no checkpoint, or damaged.</exception>
    public static StateRecord ReadRecord(string path)
    {
        using var reader = Open(path);
        return ReadRecord(reader);
    }

    private static BinaryReader Open(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            var reader = new BinaryReader(file, Encoding.UTF8);
            CheckWhole(file, path);
            return string.Equals(reader.ReadString(), Magic, StringComparison.Ordinal)
                ? reader
                : throw new TrainingException($"'{path}' is a checkpoint of another version of Occam.");
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
            file.Dispose();
            throw new TrainingException($"'{path}' is no checkpoint of Occam, or a damaged one. Remove it to start anew.");
        }

        file.Position = 0;
    }

    private static void Write(BinaryWriter writer, StateRecord record)
    {
        writer.Write(record.Entries.Count);
        foreach (var (name, value) in record.Entries)
        {
            writer.Write(name);
            writer.Write(value.Length);
            writer.Write(value);
        }
    }

    private static StateRecord ReadRecord(BinaryReader reader)
    {
        var record = new StateRecord();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            record.Set(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }

        return record;
    }

    private static void Write(BinaryWriter writer, string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        writer.Write(name);
        writer.Write((int)plain.dtype);
        writer.Write(plain.bytes.Length);
        writer.Write(plain.bytes);
    }

    private static string? Fill(BinaryReader reader, string path, IReadOnlyDictionary<string, Tensor> targets, bool whole)
    {
        using var scope = NewDisposeScope();
        var name = reader.ReadString();
        var type = (ScalarType)reader.ReadInt32();
        var bytes = reader.ReadBytes(reader.ReadInt32());
        if (!whole && !targets.ContainsKey(name))
        {
            return null;
        }

        if (string.Equals(name, Random, StringComparison.Ordinal))
        {
            set_rng_state(from_array(bytes));
            return null;
        }

        if (!targets.TryGetValue(name, out var target) || target.dtype != type || target.numel() * target.element_size() != bytes.Length)
        {
            throw new TrainingException($"Checkpoint '{path}' is of another network: its '{name}' ({type}, {bytes.Length:N0} bytes) does not fit.");
        }

        var plain = empty(target.shape, type);
        bytes.CopyTo(plain.bytes);
        target.copy_(plain);
        return name;
    }
}
