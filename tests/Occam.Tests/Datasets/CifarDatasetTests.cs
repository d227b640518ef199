using Occam.Datasets;

namespace Occam.Tests.Datasets;

public sealed class CifarDatasetTests
{
    private const int Pixels = 3072;

    [Fact]
    public void Records_of_CIFAR_10_are_a_label_and_planes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("data_batch_1.bin"), [.. Record(1, 3), .. Record(2, 9)]);
        File.WriteAllBytes(folder.File("data_batch_2.bin"), [.. Record(3, 0)]);
        File.WriteAllBytes(folder.File("test_batch.bin"), [.. Record(4, 5)]);
        File.WriteAllText(folder.File("batches.meta.txt"), "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");

        var train = CifarDataset.Read(folder.Path, train: true);
        var pixels = new byte[Pixels];
        train.Read(2, pixels);

        Assert.Equal([3, 9, 0], Enumerable.Range(0, train.Count).Select(train.Label));
        Assert.Equal("cat", train.Classes[3]);
        Assert.Equal(Record(3, 0)[1..], pixels);
        Assert.Equal(1, CifarDataset.Read(folder.Path, train: false).Count);
    }

    [Fact]
    public void CIFAR_100_has_the_fine_label_and_is_found_in_the_folder_of_its_archive()
    {
        using var folder = new TemporaryFolder();
        var records = Enumerable.Range(0, 20).SelectMany(i => new[] { (byte)19 }.Concat(Record(i, 70 + (i % 2)))).ToArray();
        File.WriteAllBytes(folder.File("cifar-100-binary", "train.bin"), records);
        File.WriteAllBytes(folder.File("cifar-100-binary", "test.bin"), records);

        var data = DataSource.Open(folder.Path, new() { Size = new(3, 32, 32) });

        Assert.Equal(71, data.Train.Label(1));
        Assert.Equal(100, data.Test.Classes.Count);
        Assert.Contains("network takes 1x28x28", Assert.Throws<DataException>(() => DataSource.Open(folder.Path, new() { Size = new(1, 28, 28) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_told_with_file_and_record()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("data_batch_1.bin"), [.. Record(1, 3), .. Record(2, 10)]);
        File.WriteAllBytes(folder.File("test_batch.bin"), Record(1, 3)[..99]);

        var label = Assert.Throws<DataException>(() => CifarDataset.Read(folder.Path, train: true)).Message;
        Assert.Contains("data_batch_1.bin', record 1: the label is 10", label, StringComparison.Ordinal);
        Assert.Contains("test_batch.bin' has 99 bytes", Assert.Throws<DataException>(() => CifarDataset.Read(folder.Path, train: false)).Message, StringComparison.Ordinal);
    }

    private static byte[] Record(int seed, int label) => [(byte)label, .. Enumerable.Range(0, Pixels).Select(i => (byte)((i * 7) + seed))];
}
