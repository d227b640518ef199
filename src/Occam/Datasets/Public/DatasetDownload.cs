using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Occam.Onnx;

namespace Occam.Datasets.Public;

/// <summary>Downloads public data sets. A file appears in the folder only when its checksum is right; what is there already is checked and kept.</summary>
/// <param name="handler">How requests are sent; default over the network. Not disposed.</param>
public sealed class DatasetDownload(HttpMessageHandler? handler = null)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>How long nothing may come before the next mirror is asked.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Brings a data set into a folder.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="say">Told of every file, in words; default nothing.</param>
    /// <param name="cancellation">Ends the download; nothing half-written stays.</param>
    /// <exception cref="DataException">A file cannot be had from any mirror, or its checksum is wrong; the message says what to do without a network.</exception>
    public void Fetch(PublicDataset dataset, string folder, Action<string>? say = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        using var client = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = Patience }, disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (var file in dataset.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (File.Exists(path))
            {
                var digest = Digest(path);
                if (!string.Equals(digest, file.Sha256, StringComparison.Ordinal))
                {
                    throw new DataException($"'{path}' is there, but it is not the published file: its SHA-256 is {digest}, wanted is {file.Sha256}. Delete it and fetch again.");
                }

                say?.Invoke($"{file.Name} is there, checksum right");
            }
            else
            {
                Fetch(client, dataset, file, path, say, cancellation);
            }

            if (file.Name.EndsWith(".tar.gz", StringComparison.Ordinal))
            {
                var count = Unpack(path, folder);
                say?.Invoke($"{file.Name}: {count} files unpacked");
            }
        }
    }

    private void Fetch(HttpClient client, PublicDataset dataset, PublicFile file, string path, Action<string>? say, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (var address in dataset.Mirrors.Select(mirror => new Uri(mirror + file.Name)))
        {
            try
            {
                say?.Invoke($"{file.Name}, {file.Bytes / 1e6:F1} MB, from {address.Host}");
                Download(client, address, file, path, cancellation);
                return;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failures.Add($"{address}: nothing came for {Patience.TotalSeconds:0.#} seconds");
            }
            catch (Exception e) when (e is HttpRequestException or DataException or IOException)
            {
                failures.Add($"{address}: {e.Message}");
            }
        }

        throw new DataException(
            $"'{file.Name}' of {dataset.Name} could not be downloaded:\n  {string.Join("\n  ", failures)}\n"
            + $"Without a network: download it elsewhere from one of these addresses, put it into '{Path.GetDirectoryName(path)}', and run the same command again; it checks and unpacks what is there.");
    }

    private void Download(HttpClient client, Uri address, PublicFile file, string path, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.EnsureSuccessStatusCode();
        using var source = response.Content.ReadAsStream(patience.Token);
        using var target = new PendingFile(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (int count; (count = source.ReadAsync(buffer, patience.Token).AsTask().GetAwaiter().GetResult()) > 0;)
        {
            patience.CancelAfter(Patience);
            hash.AppendData(buffer, 0, count);
            target.Stream.Write(buffer, 0, count);
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!string.Equals(digest, file.Sha256, StringComparison.Ordinal))
        {
            throw new DataException($"what came is not the published file: its SHA-256 is {digest}, wanted is {file.Sha256}");
        }

        target.Keep();
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // The archive's own folders are left out: its files lie beside it, whatever paths it names.
    private static int Unpack(string archive, string folder)
    {
        using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var reader = new TarReader(stream);
        var count = 0;
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && Path.GetExtension(entry.Name) is (".bin" or ".txt"))
            {
                using var file = new PendingFile(Path.Combine(folder, Path.GetFileName(entry.Name)));
                data.CopyTo(file.Stream);
                file.Keep();
                count++;
            }
        }

        return count;
    }
}
