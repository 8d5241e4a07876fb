using System.Reflection;
using BenchmarkDotNet.Running;
using Krill.Benchmarks.Convolution;

// dotnet run -c Release --project bench/Krill.Benchmarks -- winograd [LAYER...]
// Winograd and direct convolutions, taking turns in this process.
if (args is ["winograd", .. string[] layers])
{
    WinogradComparison.Run(layers);
    return;
}

// dotnet run -c Release --project bench/Krill.Benchmarks -- --filter '*Convolution*'   (--list flat shows what there is, --job short is quick,
// --filter '*Layer: convnet.2)*' takes one layer)
// In this process: the kernels hold no state, and a process of its own for each would first have to be built.
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run([.. args, "--inProcess"]);
