using System.Reflection;
using System.Runtime.InteropServices;
using Krill.Kernels;

namespace Krill.Cli.Commands;

/// <summary>What there is to know of the machine and of this build.</summary>
internal sealed record MachineInfo
{
    public required string Version { get; init; }

    public required string DotNet { get; init; }

    public required string System { get; init; }

    public required string Processor { get; init; }

    public required string Architecture { get; init; }

    public required int Cores { get; init; }

    public required long MemoryBytes { get; init; }

    public required IReadOnlyList<string> KernelsAvailable { get; init; }

    public required string Kernels { get; init; }

    public required string KernelsForBfloat16 { get; init; }

    public required string KernelsReason { get; init; }

    public static MachineInfo Read()
    {
        string? forced = Environment.GetEnvironmentVariable(KernelSets.Variable);
        return new MachineInfo
        {
            Version = typeof(MachineInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            DotNet = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Processor = ProcessorName(),
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Cores = Environment.ProcessorCount,
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            KernelsAvailable = [.. KernelSets.AvailableForBfloat16.Select(KernelSets.Name)],
            Kernels = KernelSets.Name(KernelSets.Current),
            KernelsForBfloat16 = KernelSets.Name(KernelSets.CurrentForBfloat16),
            KernelsReason = string.IsNullOrWhiteSpace(forced)
                ? $"the widest that this processor and runtime support; {KernelSets.Variable} forces another"
                : $"forced by {KernelSets.Variable}",
        };
    }

    static string ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        string? line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "unknown";
    }
}
