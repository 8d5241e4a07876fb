using System.Runtime.InteropServices;

namespace Krill.Results;

/// <summary>What the runs ran on.</summary>
internal sealed record Machine
{
    public required string Processor { get; init; }

    public required int Cores { get; init; }

    public required string Os { get; init; }

    public required string Dotnet { get; init; }

    public static Machine This() => new()
    {
        Processor = Line("/proc/cpuinfo", "model name", ':') ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        Os = Line("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription,
        Dotnet = RuntimeInformation.FrameworkDescription,
    };

    static string? Line(string file, string key, char separator)
    {
        string? line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(separator, StringComparison.Ordinal) + 1)..].Trim();
    }
}
