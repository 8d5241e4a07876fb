using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Krill.Data;

/// <summary>
/// Fetches one file: goes on where an earlier download broke off, asks the next server when one fails, and hands the file
/// on only if its checksum is right.
/// </summary>
/// <remarks>
/// The bytes gather in a <c>.part</c> file which the process that writes it holds locked until the finished file has been
/// moved into place; another process waits for it and then finds the file there.
/// </remarks>
internal sealed class Downloader : IDisposable
{
    const int BufferLength = 1 << 16;
    const long ReportEvery = 1 << 18;

    readonly DownloadPolicy _policy;
    readonly HttpClient _client;

    public Downloader(DownloadPolicy policy)
    {
        _policy = policy;
        // The limits of the policy are for silence: a large file on a slow line may take as long as it takes.
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = policy.ConnectTimeout }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches a file and installs it, unless it is there by then.</summary>
    /// <param name="download">What to fetch.</param>
    /// <param name="part">The path of the file in the making, in a folder that exists.</param>
    /// <param name="isThere">Whether another process has installed it meanwhile.</param>
    /// <param name="install">Moves or unpacks the whole, verified file.</param>
    /// <param name="progress">Is told how many bytes there are.</param>
    /// <param name="cancellation">Ends the download; the part stays.</param>
    /// <returns>Why each server failed; nothing if the file is installed.</returns>
    public async Task<IReadOnlyList<string>> FetchAsync(
        DatasetDownload download, string part, Func<bool> isThere, Action<FileStream> install, Action<long> progress, CancellationToken cancellation)
    {
        FileStream? file = await OpenAsync(part, isThere, cancellation).ConfigureAwait(false);
        if (file is null)
        {
            return [];
        }

        await using (file.ConfigureAwait(false))
        {
            List<string> failures = [];
            foreach (Uri url in download.Urls)
            {
                string? failure = await FetchFromAsync(url, download, file, progress, cancellation).ConfigureAwait(false);
                if (failure is null)
                {
                    install(file);
                    return [];
                }

                failures.Add($"{url}: {failure}");
            }

            if (file.Length == 0)
            {
                File.Delete(part);
            }

            return failures;
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Opens the part and locks it, waiting for whoever has it; null once the file is there.</summary>
    async Task<FileStream?> OpenAsync(string part, Func<bool> isThere, CancellationToken cancellation)
    {
        // Windows moves an open file only if it was opened so; elsewhere only "none" locks it.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            FileStream? file = null;
            try
            {
                file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1);
            }
            catch (IOException error) when (IsLocked(error))
            {
                await Task.Delay(_policy.LockPoll, cancellation).ConfigureAwait(false);
            }

            if (file is not null)
            {
                // Between our opening and locking it, its last owner may have moved or deleted what we opened.
                bool there = isThere();
                if (!there && File.Exists(part))
                {
                    return file;
                }

                bool unused = there && file.Length == 0 && File.Exists(part);
                if (unused)
                {
                    File.Delete(part);
                }

                await file.DisposeAsync().ConfigureAwait(false);
                if (there)
                {
                    return null;
                }
            }
        }
    }

    // ERROR_SHARING_VIOLATION; EWOULDBLOCK of Linux; EWOULDBLOCK of macOS and the BSDs.
    static bool IsLocked(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35;

    /// <summary>Asks one server, again while it is worth it. Null once the file is whole and verified, else why not.</summary>
    async Task<string?> FetchFromAsync(Uri url, DatasetDownload download, FileStream file, Action<long> progress, CancellationToken cancellation)
    {
        string failure = "";
        for (int attempt = 0; attempt < _policy.Attempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(_policy.RetryDelay, cancellation).ConfigureAwait(false);
            }

            bool resumed = file.Length > 0;
            try
            {
                await ReceiveAsync(url, download, file, progress, cancellation).ConfigureAwait(false);
            }
            catch (DownloadFailure error)
            {
                failure = error.Message;
                if (!error.WorthRetrying)
                {
                    break;
                }

                continue;
            }

            file.Position = 0;
#pragma warning disable CA5351 // the authors publish MD5, and it is there to find broken files, not forged ones
            string md5 = Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation).ConfigureAwait(false));
#pragma warning restore CA5351
            if (md5 == download.Md5)
            {
                return null;
            }

            failure = $"received a file with MD5 {md5}, expected {download.Md5}";
            file.SetLength(0);
            // A part that was there before may have been another file's; from the start it is the server's fault.
            if (!resumed)
            {
                break;
            }
        }

        return failure;
    }

    async Task ReceiveAsync(Uri url, DatasetDownload download, FileStream file, Action<long> progress, CancellationToken cancellation)
    {
        if (file.Length > download.Size)
        {
            file.SetLength(0);
        }

        progress(file.Length);
        if (file.Length == download.Size)
        {
            return;
        }

        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using HttpResponseMessage response = await RequestAsync(url, file.Length, stall).ConfigureAwait(false);
            CheckResponse(response, download, file);
            using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await CopyAsync(body, download, file, progress, stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DownloadFailure(string.Create(CultureInfo.InvariantCulture, $"silent for {_policy.StallTimeout.TotalSeconds:0.#} s"), worthRetrying: true);
        }
        catch (HttpRequestException error)
        {
            // Nothing came: no route, no name, refused. Asking again does not help, another server may.
            throw new DownloadFailure(error.Message.TrimEnd('.'), worthRetrying: false);
        }
    }

    Task<HttpResponseMessage> RequestAsync(Uri url, long have, CancellationTokenSource stall)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        stall.CancelAfter(_policy.StallTimeout);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token);
    }

    /// <summary>Makes the part fit the answer: what follows goes behind what is there, or from the start.</summary>
    static void CheckResponse(HttpResponseMessage response, DatasetDownload download, FileStream file)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { } range
                && range.From == file.Length && (range.Length ?? download.Size) == download.Size:
                break;

            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                file.SetLength(0);
                throw new DownloadFailure("offers another part of the file than asked for", worthRetrying: true);

            case HttpStatusCode.OK:
                file.SetLength(0);
                if ((response.Content.Headers.ContentLength ?? download.Size) != download.Size)
                {
                    throw new DownloadFailure($"offers {response.Content.Headers.ContentLength} bytes, expected {download.Size}", worthRetrying: false);
                }

                break;

            default:
                throw new DownloadFailure($"status {(int)response.StatusCode}", worthRetrying: false);
        }
    }

    async Task CopyAsync(Stream body, DatasetDownload download, FileStream file, Action<long> progress, CancellationTokenSource stall)
    {
        var buffer = new byte[BufferLength];
        file.Position = file.Length;
        long reported = file.Length;
        while (true)
        {
            stall.CancelAfter(_policy.StallTimeout);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                read = 0; // broken off: the count says so
            }

            if (read == 0)
            {
                break;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
            if (file.Length > download.Size)
            {
                file.SetLength(0);
                throw new DownloadFailure($"sends more than {download.Size} bytes", worthRetrying: false);
            }

            if (file.Length - reported >= ReportEvery)
            {
                reported = file.Length;
                progress(reported);
            }
        }

        progress(file.Length);
        if (file.Length < download.Size)
        {
            throw new DownloadFailure($"broke off after {file.Length} of {download.Size} bytes", worthRetrying: true);
        }
    }

    /// <summary>Why an attempt failed, and whether the same server may do better next time.</summary>
    sealed class DownloadFailure(string message, bool worthRetrying) : Exception(message)
    {
        public bool WorthRetrying { get; } = worthRetrying;
    }
}
