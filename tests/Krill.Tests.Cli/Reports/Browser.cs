using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krill.Tests.Cli.Reports;

/// <summary>A Chromium without a window and without network, told what to do by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    public static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly DirectoryInfo _profile;
    readonly ClientWebSocket _socket = new();
    readonly List<JsonNode> _events = [];
    int _calls;

    Browser(Process process, DirectoryInfo profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>The program; null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KRILL_BROWSER") is { Length: > 0 } named)
        {
            return named;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    public static async Task<Browser> StartAsync()
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("krill-browser-");
        // The sandbox needs rights that containers do not give; the pages are our own.
        var start = new ProcessStartInfo(Find()!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", $"--user-data-dir={profile.FullName}", "--window-size=400,800", "about:blank",
        })
        {
            start.ArgumentList.Add(argument);
        }

        var browser = new Browser(Process.Start(start)!, profile);
        await browser.ConnectAsync();
        return browser;
    }

    /// <summary>Opens a file with the network off, waits until it is shown, and looks at it.</summary>
    public async Task<BrowserView> ViewAsync(string file)
    {
        const string Look = """
            (async () => {
              const images = [...document.querySelectorAll('img')], drawings = [...document.querySelectorAll('svg[role=img]')], inner = [...document.querySelectorAll('image')];
              const decodes = async url => { const image = new Image(); image.src = url; try { await image.decode(); return image.naturalWidth > 0; } catch { return false; } };
              const isLarge = element => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
              let shown = 0, broken = 0;
              for (const image of images) (image.complete && image.naturalWidth > 0 && isLarge(image) ? shown++ : broken++);
              for (const drawing of drawings) (isLarge(drawing) && drawing.childElementCount > 0 ? shown++ : broken++);
              for (const image of inner) (await decodes(image.getAttribute('href')) && isLarge(image) ? shown++ : broken++);
              return JSON.stringify([shown, broken, document.documentElement instanceof SVGElement ? 0 : document.documentElement.scrollWidth]);
            })()
            """;
        string target = (await CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }))["targetId"]!.GetValue<string>();
        string session = (await CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!.GetValue<string>();
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await CallAsync($"{domain}.enable", [], session);
        }

        await CallAsync("Network.emulateNetworkConditions", new JsonObject { ["offline"] = true, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1 }, session);
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 400, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false }, session);
        _events.Clear();
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri }, session);
        while (!_events.Any(one => Method(one) == "Page.loadEventFired"))
        {
            await ReceiveAsync();
        }

        JsonNode result = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = Look, ["awaitPromise"] = true, ["returnByValue"] = true }, session);
        string[] messages = [.. _events.Where(one => Method(one) is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Network.loadingFailed").Select(one => one.ToJsonString())];
        await CallAsync("Target.closeTarget", new JsonObject { ["targetId"] = target });
        int[] counts = JsonSerializer.Deserialize<int[]>(result["result"]!["value"]!.GetValue<string>())!;
        return new BrowserView(messages, counts[0], counts[1], counts[2]);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser that is on its way out may still write there.
        }
    }

    static string? Method(JsonNode message) => message["method"]?.GetValue<string>();

    async Task ConnectAsync()
    {
        const string Mark = "DevTools listening on ";
        using var patience = new CancellationTokenSource(s_patience);
        var said = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            said.AppendLine(line);
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                // Read on, so that the browser never waits for room to write.
                _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                await _socket.ConnectAsync(new Uri(line[Mark.Length..]), patience.Token);
                return;
            }
        }

        throw new InvalidOperationException($"The browser did not start: {said}");
    }

    async Task<JsonNode> CallAsync(string method, JsonObject parameters, string? session = null)
    {
        int id = ++_calls;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            call["sessionId"] = session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            JsonNode message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
            }
        }
    }

    async Task<JsonNode> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        JsonNode message = JsonNode.Parse(bytes.ToArray())!;
        if (message["id"] is null)
        {
            _events.Add(message);
        }

        return message;
    }
}
