using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Krill.Tests.Unit.Data;

/// <summary>A small HTTP server on loopback that can misbehave: each connection carries one request, answered as the test says.</summary>
internal sealed class LoopbackServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Func<Request, Reply> _answer;
    readonly CancellationTokenSource _stop = new();

    public LoopbackServer(Func<Request, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    public Uri Url(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    /// <summary>A well-behaved answer: the content, or the part asked for.</summary>
    public static Reply Serve(Request request, byte[] content) => request.From is not { } from
        ? new Reply(200, content)
        : from < content.Length
            ? new Reply(206, content[from..]) { Headers = $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n" }
            : new Reply(416, []) { Headers = $"Content-Range: bytes */{content.Length}\r\n" };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = HandleAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the test is over
        }
    }

    async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync() ?? "").Split(' ')[1];
                int? from = null;
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                    {
                        from = int.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
                    }
                }

                var request = new Request(path.TrimStart('/'), from);
                Requests.Enqueue(request);
                Reply reply = _answer(request);
                string head = $"HTTP/1.1 {reply.Status} X\r\nContent-Length: {reply.Body.Length}\r\nConnection: close\r\n{reply.Headers}\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(reply.Body.AsMemory(0, Math.Min(reply.Body.Length, reply.CutAfter)));
                await Task.Delay(reply.Linger, _stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // the client went away, or the test is over
            }
        }
    }

    /// <param name="Path">What is asked for.</param>
    /// <param name="From">The first byte wanted, when not all are.</param>
    internal sealed record Request(string Path, int? From);

    /// <param name="Status">The status code.</param>
    /// <param name="Body">The content promised.</param>
    internal sealed record Reply(int Status, byte[] Body)
    {
        public string Headers { get; init; } = "";

        /// <summary>Bytes after which the connection breaks off.</summary>
        public int CutAfter { get; init; } = int.MaxValue;

        /// <summary>How long the connection stays open after the last byte.</summary>
        public TimeSpan Linger { get; init; }
    }
}
