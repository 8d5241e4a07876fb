using System.Diagnostics;
using Krill.Cli;
using Krill.Kernels;

namespace Krill.Tests.Cli;

/// <summary>What only a process of its own shows: the environment that it starts with.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Krill_UnknownKernelSet_EndsWithTwo()
    {
        Call call = await Start("vector1024", "info");

        Assert.Equal(2, call.ExitCode);
        Assert.StartsWith("KRILL_KERNELS: received \"vector1024\"; expected one that this processor runs: scalar", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Krill_EachKernelSet_IsTheOneThatRuns()
    {
        foreach (KernelSet set in KernelSets.Available)
        {
            string name = KernelSets.Name(set);

            Call call = await Start(name, "info", "--json");

            Assert.Equal((0, ""), (call.ExitCode, call.Error));
            Assert.Equal(name, call.Events[0].GetProperty("kernels").GetString());
            Assert.Equal("forced by KRILL_KERNELS", call.Events[0].GetProperty("kernels_reason").GetString());
        }
    }

    static async Task<Call> Start(string kernels, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [KernelSets.Variable] = kernels },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Call(process.ExitCode, await output, await error);
    }
}
