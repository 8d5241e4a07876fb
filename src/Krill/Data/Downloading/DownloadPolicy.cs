namespace Krill.Data;

/// <summary>How patient a download is.</summary>
internal sealed record DownloadPolicy
{
    public static DownloadPolicy Default { get; } = new();

    /// <summary>How long a server may take to accept a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a server may be silent.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often one server is asked when connections break off.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before asking the same server again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause between looks at a file that another process is fetching.</summary>
    public TimeSpan LockPoll { get; init; } = TimeSpan.FromMilliseconds(100);
}
