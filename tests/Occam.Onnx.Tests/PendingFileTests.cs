namespace Occam.Onnx.Tests;

public sealed class PendingFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-pending");

    private string Target => Path.Combine(_folder.FullName, "file.bin");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Kept_file_replaces_the_old_one_and_leaves_nothing_else()
    {
        File.WriteAllBytes(Target, [1]);

        using (var file = new PendingFile(Target))
        {
            file.Stream.Write([2, 3]);
            Assert.Equal([1], File.ReadAllBytes(Target));
            file.Keep();
        }

        Assert.Equal([2, 3], File.ReadAllBytes(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Abandoned_file_leaves_the_old_one_and_nothing_else()
    {
        File.WriteAllBytes(Target, [1]);

        using (var file = new PendingFile(Target))
        {
            file.Stream.Write([2, 3]);
        }

        Assert.Equal([1], File.ReadAllBytes(Target));
        Assert.Single(_folder.GetFiles());
    }
}
