using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;

namespace Krill.Cli.Commands;

/// <summary><c>krill info</c>: what Krill found here, and what it makes of it.</summary>
internal static class InfoCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("info", "Shows the version, the machine, the kernels that run on it and why, and the data that is here.") { json };
        command.SetAction(parsed =>
        {
            var machine = MachineInfo.Read();
            if (parsed.GetValue(json))
            {
                WriteJson(new JsonLines(terminal.Output), machine);
            }
            else
            {
                WriteLines(terminal.Output, machine);
            }

            return ExitCode.Done;
        });
        return command;
    }

    static void WriteJson(JsonLines lines, MachineInfo machine) => lines.Write("info", json =>
    {
        json.WriteString("version", machine.Version);
        json.WriteString("dotnet", machine.DotNet);
        json.WriteString("os", machine.System);
        json.WriteString("processor", machine.Processor);
        json.WriteString("architecture", machine.Architecture);
        json.WriteNumber("cores", machine.Cores);
        json.WriteNumber("memory_bytes", machine.MemoryBytes);
        json.WriteStrings("kernels_available", machine.KernelsAvailable);
        json.WriteString("kernels", machine.Kernels);
        json.WriteString("kernels_bfloat16", machine.KernelsForBfloat16);
        json.WriteString("kernels_reason", machine.KernelsReason);
        json.WriteString("data_folder", Datasets.DefaultDirectory);
        json.WriteStrings("datasets_here", Here());
    });

    static void WriteLines(TextWriter output, MachineInfo machine)
    {
        output.WriteLine($"krill      {machine.Version}, {machine.DotNet}");
        output.WriteLine($"system     {machine.System}, {machine.Architecture}");
        output.WriteLine($"processor  {machine.Processor}, {machine.Cores} cores, {machine.MemoryBytes / 1e9:0.0} GB of memory");
        output.WriteLine($"kernels    {machine.Kernels}: {machine.KernelsReason}");
        output.WriteLine($"           for bfloat16: {machine.KernelsForBfloat16}{(machine.KernelsForBfloat16 == "amx" ? ", the tile unit" : ", by conversion")}");
        output.WriteLine($"           available: {string.Join(", ", machine.KernelsAvailable)}");
        output.WriteLine($"data       {Datasets.DefaultDirectory}");
        output.WriteLine($"           here: {string.Join(", ", Here())}");
    }

    static IEnumerable<string> Here() => Datasets.All.Where(DatasetsCommand.IsHere).Select(dataset => dataset.Name);
}
