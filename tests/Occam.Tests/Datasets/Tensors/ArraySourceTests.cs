using Occam.Datasets;

namespace Occam.Tests.Datasets.Tensors;

public sealed class ArraySourceTests
{
    private static readonly InputSpec Three = new() { Size = default, Shape = [3] };

    [Fact]
    public void Archive_of_floats_and_labels_is_cut_in_three()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("data.npz");
        NumPyFiles.Write(path, ("x", NumPyFiles.Array("<f4", "10, 3", Counting(30))), ("y", NumPyFiles.Array("<i8", "10,", Enumerable.Range(0, 10).Select(i => (long)(i % 2)).ToArray())));

        var data = DataSource.Open(path, Three);
        var tensors = Assert.IsAssignableFrom<TensorDataset>(data.Test);
        var row = new float[3];
        tensors.Read(1, row);

        Assert.Equal((8, 2), (data.Train.Count, data.Test.Count));
        Assert.Equal([27f, 28, 29], row); // the fifth example of class 1 is number 9
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(data.Test.Label));
        Assert.Equal(["0", "1"], data.Train.Classes);
    }

    [Fact]
    public void Other_types_and_one_array_alone_are_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x.npy"), NumPyFiles.Array("<f8", "6, 3", Counting(18).Select(x => x / 2.0).ToArray()));
        File.WriteAllBytes(folder.File("labels.npy"), NumPyFiles.Array("|u1", "6, 1", new byte[] { 0, 1, 0, 0, 0, 0 }));

        var data = DataSource.Open(folder.File("x.npy"), Three);
        var row = new float[3];
        ((TensorDataset)data.Train).Read(1, row);

        Assert.Equal([1.5f, 2, 2.5f], row);
        Assert.Equal(1, data.Train.Label(1));
    }

    [Fact]
    public void Bytes_are_images_for_a_network_of_images_and_numbers_for_others()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("images.npz");
        byte[] pixels = [.. Enumerable.Range(0, 5 * 2 * 2 * 3).Select(i => (byte)i)];
        NumPyFiles.Write(path, ("x_train", NumPyFiles.Array("|u1", "5, 2, 2, 3", pixels)), ("y_train", NumPyFiles.Array("|u1", "5,", new byte[5])), ("x_test", NumPyFiles.Array("|u1", "5, 2, 2, 3", pixels)), ("y_test", NumPyFiles.Array("|u1", "5,", new byte[5])));

        var images = Assert.IsAssignableFrom<ImageDataset>(DataSource.Open(path, new() { Size = new(3, 2, 2) }).Test);
        var image = new byte[12];
        images.Read(0, image);
        var row = new float[12];
        ((TensorDataset)DataSource.Open(path, new() { Size = default, Shape = [2, 2, 3] }).Test).Read(1, row);

        Assert.Equal([(byte)0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], image); // channels first
        Assert.Equal(Enumerable.Range(12, 12).Select(i => (float)i), row);
    }

    [Theory]
    [InlineData("cut", "promises 48")]
    [InlineData("fortran", "column-major")]
    [InlineData("big", "'>f4'")]
    [InlineData("words", "no array of NumPy's")]
    [InlineData("nan", "row 2: NaN is no finite number")]
    [InlineData("shape", "the network takes [3]")]
    public void Damage_is_told_with_the_file(string damage, string told)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        var numbers = Counting(18);
        numbers[6] = damage is "nan" ? float.NaN : 6;
        File.WriteAllBytes(path, damage switch
        {
            "cut" => NumPyFiles.Array("<f4", "4, 3", Counting(9)),
            "fortran" => NumPyFiles.Array("<f4", "6, 3", numbers, "True"),
            "big" => NumPyFiles.Array(">f4", "6, 3", numbers),
            "words" => "no array at all"u8.ToArray(),
            "shape" => NumPyFiles.Array("<f4", "9, 2", numbers),
            _ => NumPyFiles.Array("<f4", "6, 3", numbers),
        });

        var error = Assert.Throws<DataException>(() => ((TensorDataset)DataSource.Open(path, Three).Train).Read(2, new float[3]));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("x.npy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_without_a_known_name_says_what_it_has()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        NumPyFiles.Write(path, ("a", NumPyFiles.Array("<f4", "2, 3", Counting(6))), ("b", NumPyFiles.Array("<f4", "2, 3", Counting(6))));

        Assert.Contains("has the arrays a, b; wanted are examples named x", Assert.Throws<DataException>(() => DataSource.Open(path, Three)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recorded_inputs_of_several_batches_are_examples()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("test_data_set_0", "input_0.pb"), TensorProto(4, 0));
        File.WriteAllBytes(folder.File("test_data_set_1", "input_0.pb"), TensorProto(6, 12));

        var data = DataSource.Open(folder.Path, Three);
        var row = new float[3];
        ((TensorDataset)data.Test).Read(1, row);

        Assert.Equal((8, 2, false), (data.Train.Count, data.Test.Count, data.HasLabels));
        Assert.Equal([27f, 28, 29], row);
    }

    // dims = 1 (varint), data_type = 2 (1: float), raw_data = 9.
    private static byte[] TensorProto(int rows, int first)
    {
        var raw = Enumerable.Range(first, rows * 3).SelectMany(i => BitConverter.GetBytes((float)i)).ToArray();
        return [0x08, (byte)rows, 0x08, 3, 0x10, 1, 0x4A, (byte)raw.Length, .. raw];
    }

    private static float[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];
}
