using System.Reflection;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Krill.Benchmarks -- --filter '*Convolution*'   (--list flat shows what there is, --job short is quick,
// --filter '*Layer: convnet.2)*' takes one layer)
// In this process: the kernels hold no state, and a process of its own for each would first have to be built.
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run([.. args, "--inProcess"]);
