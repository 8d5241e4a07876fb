using System.Diagnostics;
using Krill.Cli;
using Krill.Data;
using Krill.Kernels;
using Krill.Testing;

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

    [Fact]
    public async Task Krill_FolderWithTheNameOfADataset_AsksWhichIsMeant()
    {
        using var folder = new PictureFolder();
        folder.Add("digits/one", 1, 4, new ImageShape(10, 10, 1)).Add("digits/two", 2, 4, new ImageShape(10, 10, 1));

        Call name = await Start("scalar", folder.Path, ["preview", "digits"]);
        Call path = await Start("scalar", folder.Path, ["preview", "./digits", "--json"]);
        Call other = await Start("scalar", folder.Path, ["preview", "Digits", "--json"]);

        Assert.Equal(2, name.ExitCode);
        Assert.Equal(
            "--data: received \"digits\", which is the dataset digits and a folder here; expected one of both. Write ./digits for the folder, or rename it for the dataset."
            + Environment.NewLine, name.Error);
        Assert.Equal((0, 0), (path.ExitCode, other.ExitCode));
    }

    static Task<Call> Start(string kernels, params string[] args) => Start(kernels, Environment.CurrentDirectory, args);

    static async Task<Call> Start(string kernels, string directory, string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, .. args])
        {
            WorkingDirectory = directory,
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
