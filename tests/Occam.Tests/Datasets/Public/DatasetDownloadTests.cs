using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Occam.Datasets;
using Occam.Datasets.Public;

namespace Occam.Tests.Datasets.Public;

public sealed class DatasetDownloadTests : IDisposable
{
    private static readonly byte[] Contents = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void File_comes_from_the_first_mirror_that_has_it_and_is_not_fetched_twice()
    {
        using var web = new Web(address => address.Host is "second.test" ? Contents : null);
        var dataset = Set("a.gz", Contents);

        new DatasetDownload(web).Fetch(dataset, _folder.Path);
        new DatasetDownload(web).Fetch(dataset, _folder.Path);

        Assert.Equal(Contents, File.ReadAllBytes(_folder.File("a.gz")));
        Assert.Equal(["https://first.test/a.gz", "https://second.test/a.gz"], web.Asked);
    }

    [Fact]
    public void Wrong_checksum_leaves_nothing_behind()
    {
        using var web = new Web(_ => Contents[1..]);

        var error = Assert.Throws<DataException>(() => new DatasetDownload(web).Fetch(Set("a.gz", Contents), _folder.Path));

        Assert.Contains("what came is not the published file", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Without_a_network_every_mirror_and_what_to_do_is_told()
    {
        using var web = new Web(_ => throw new HttpRequestException("Name or service not known"));

        var error = Assert.Throws<DataException>(() => new DatasetDownload(web).Fetch(Set("a.gz", Contents), _folder.Path));

        Assert.Contains("https://first.test/a.gz: Name or service not known", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://second.test/a.gz", error.Message, StringComparison.Ordinal);
        Assert.Contains("Without a network: download it elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_of_that_name_is_not_overwritten()
    {
        File.WriteAllText(_folder.File("a.gz"), "mine");
        using var web = new Web(_ => Contents);

        Assert.Contains("it is not the published file", Assert.Throws<DataException>(() => new DatasetDownload(web).Fetch(Set("a.gz", Contents), _folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder.File("a.gz")));
    }

    [Fact]
    public void Archive_is_unpacked_into_the_folder_whatever_paths_it_names()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var name in new[] { "cifar/../../escaped.bin", "cifar/data_batch_1.bin", "cifar/readme.html" })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Contents[..10]) });
            }
        }

        using var web = new Web(_ => bytes.ToArray());
        new DatasetDownload(web).Fetch(Set("c.tar.gz", bytes.ToArray()), _folder.Path);

        Assert.Equal(["c.tar.gz", "data_batch_1.bin", "escaped.bin"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Known_sets_are_complete()
    {
        Assert.All(PublicDataset.All.SelectMany(dataset => dataset.Files), file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        Assert.All(PublicDataset.All.SelectMany(dataset => dataset.Mirrors), mirror => Assert.Matches("^https://.*/$", mirror));
        Assert.Equal(["mnist", "fashion-mnist", "cifar-10", "cifar-100"], PublicDataset.All.Select(dataset => dataset.Name));
    }

    public void Dispose() => _folder.Dispose();

    private static PublicDataset Set(string name, byte[] contents) =>
        new("set", "a set", ["https://first.test/", "https://second.test/"], [new(name, Convert.ToHexStringLower(SHA256.HashData(contents)), contents.Length)]);

    private sealed class Web(Func<Uri, byte[]?> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return answer(request.RequestUri) is { } bytes ? new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) } : new(HttpStatusCode.NotFound);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
