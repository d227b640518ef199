using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Datasets.Tensors;

/// <summary>
/// Recorded inputs of a network, in the layout of ONNX's test cases: <c>input_0.pb</c>, <c>input_1.pb</c>, ... (TensorProto) in a folder, or in its folders
/// <c>test_data_set_0</c>, <c>test_data_set_1</c>, ...
/// </summary>
internal static class RecordedInputs
{
    /// <summary>The folders with recorded inputs, in their order; none where there are no such files.</summary>
    public static IReadOnlyList<string> Find(string folder) =>
        !Directory.Exists(folder) ? []
        : File.Exists(First(folder)) ? [folder]
        : [.. Directory.GetDirectories(folder, "test_data_set_*").Where(sub => File.Exists(First(sub))).OrderBy(sub => sub.Length).ThenBy(sub => sub, StringComparer.Ordinal)];

    /// <summary>Reads the inputs of a folder in the order of their numbers.</summary>
    /// <param name="folder">A folder that <see cref="Find"/> gave.</param>
    /// <param name="count">The inputs of the network.</param>
    /// <returns>The tensors, in the caller's dispose scope.</returns>
    /// <exception cref="DataException">A file is missing or damaged; the message names it.</exception>
    public static Tensor[] Read(string folder, int count)
    {
        return [.. Enumerable.Range(0, count).Select(i => ReadOne(Path.Combine(folder, $"input_{i}.pb")))];

        static Tensor ReadOne(string path)
        {
            try
            {
                return File.Exists(path) ? OnnxTestCase.ReadTensor(path) : throw new DataException($"There is no '{path}': a file is wanted for each of the network's inputs.");
            }
            catch (OnnxException e)
            {
                throw new DataException($"'{path}' cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>Reads the recorded batches of a network with one input as examples.</summary>
    /// <exception cref="DataException">A file is damaged, or the recordings differ in shape.</exception>
    public static TensorDataset ReadExamples(string folder)
    {
        using var scope = NewDisposeScope();
        var (bytes, shape) = (new MemoryStream(), (int[]?)null);
        var rows = 0;
        foreach (var place in Find(folder))
        {
            var recorded = Read(place, 1)[0].to(ScalarType.Float32).contiguous();
            int[] sizes = [.. recorded.shape.Select(size => (int)size)];
            if (sizes.Length < 2 || (shape is not null && !shape.Skip(1).SequenceEqual(sizes.Skip(1))))
            {
                throw new DataException($"'{First(place)}' is [{string.Join(", ", sizes)}]; wanted is a batch of {(shape is null ? "tensors" : $"[{string.Join(", ", shape.Skip(1))}]")}.");
            }

            bytes.Write(recorded.bytes);
            (shape, rows) = (sizes, rows + sizes[0]);
        }

        return new ArrayDataset(new(First(folder), "f4", [rows, .. shape!.Skip(1)], bytes.ToArray()), null, []);
    }

    private static string First(string folder) => Path.Combine(folder, "input_0.pb");
}
