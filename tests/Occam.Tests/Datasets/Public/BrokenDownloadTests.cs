using System.Security.Cryptography;
using Occam.Datasets;
using Occam.Datasets.Public;

namespace Occam.Tests.Datasets.Public;

/// <summary>Downloads over a real connection that breaks, stalls, or is not there.</summary>
public sealed class BrokenDownloadTests : IDisposable
{
    private static readonly byte[] Contents = [.. Enumerable.Range(0, 700_000).Select(i => (byte)(i * 31))];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Connection_that_breaks_in_the_middle_is_followed_by_the_next_mirror()
    {
        using var broken = new LoopbackServer(Contents, Contents.Length / 2);
        using var sound = new LoopbackServer(Contents, Contents.Length);

        new DatasetDownload().Fetch(Set(broken.Address, sound.Address), _folder.Path, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (broken.Requests, sound.Requests));
        Assert.Equal(Contents, File.ReadAllBytes(_folder.File("a.gz")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Nothing_half_stays_and_the_next_call_begins_anew()
    {
        using var broken = new LoopbackServer(Contents, Contents.Length / 2);
        var error = Assert.Throws<DataException>(() => new DatasetDownload().Fetch(Set(broken.Address, LoopbackServer.Nobody()), _folder.Path, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains(broken.Address, error.Message, StringComparison.Ordinal);
        Assert.Contains("Without a network: download it elsewhere", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));

        using var sound = new LoopbackServer(Contents, Contents.Length);
        new DatasetDownload().Fetch(Set(sound.Address), _folder.Path, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Contents, File.ReadAllBytes(_folder.File("a.gz")));
    }

    [Fact]
    public void Server_that_sends_no_more_is_left()
    {
        using var stalled = new LoopbackServer(Contents, Contents.Length / 3, stalls: true);

        var error = Assert.Throws<DataException>(() =>
            new DatasetDownload { Patience = TimeSpan.FromSeconds(0.5) }.Fetch(Set(stalled.Address), _folder.Path, cancellation: TestContext.Current.CancellationToken));

        Assert.Contains($"{stalled.Address}a.gz: nothing came for 0.5 seconds", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Stop_while_nothing_comes_ends_at_once_and_leaves_nothing()
    {
        using var stalled = new LoopbackServer(Contents, Contents.Length / 3, stalls: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var fetch = Task.Run(() => new DatasetDownload { Patience = Timeout.InfiniteTimeSpan }.Fetch(Set(stalled.Address), _folder.Path, cancellation: stop.Token), TestContext.Current.CancellationToken);
        while (stalled.Requests == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static PublicDataset Set(params string[] mirrors) => new("set", "a set", mirrors, [new("a.gz", Convert.ToHexStringLower(SHA256.HashData(Contents)), Contents.Length)]);
}
