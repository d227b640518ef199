using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Occam.Tests.Datasets.Public;

/// <summary>A web server on this machine that answers every request alike: it can break off in the middle of what it promised, or stop there.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="promised">The file as it is announced.</param>
    /// <param name="sent">Bytes of it that come.</param>
    /// <param name="stalls">Whether the connection then stays open with nothing coming.</param>
    public LoopbackServer(byte[] promised, int sent, bool stalls = false)
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/";
        _serving = Task.Run(() => Serve(promised.AsMemory(0, sent), promised.Length, stalls));
    }

    /// <summary>Its address, with the slash at the end that mirrors have.</summary>
    public string Address { get; }

    /// <summary>Requests that came.</summary>
    public int Requests { get; private set; }

    /// <summary>An address of this machine at which nobody listens.</summary>
    public static string Nobody()
    {
        using var server = new LoopbackServer([], 0);
        return server.Address;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _serving.Wait();
        _stop.Dispose();
    }

    private async Task Serve(ReadOnlyMemory<byte> body, int length, bool stalls)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                using var stream = client.GetStream();
                _ = await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: _stop.Token);
                Requests++;
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"), _stop.Token);
                await stream.WriteAsync(body, _stop.Token);
                await stream.FlushAsync(_stop.Token);
                await Task.Delay(stalls ? Timeout.Infinite : 0, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }
}
