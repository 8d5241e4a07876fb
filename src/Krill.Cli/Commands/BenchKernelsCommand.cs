using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Krill.Benchmarks;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Kernels;
using Krill.Planning;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.Commands;

/// <summary><c>krill bench kernels</c>: how fast the products, pooling and normalization of the recipes' training steps are, one by one.</summary>
internal static class BenchKernelsCommand
{
    /// <param name="terminal">Where to write.</param>
    /// <param name="before">The argument of <c>krill bench</c>, which the parser takes in front of this command too.</param>
    public static Command Create(Terminal terminal, Argument<string> before)
    {
        Option<string?> recipe = CommonOptions.Text("--recipe", "NAME", "The recipe whose kernels to time; by default all of them.");
        Option<double?> seconds = CommonOptions.Number("--seconds", "S", "How long to time each for, after a warm-up; 0.3 by default.", 0.001, 3600.0);
        Option<int?> threads = CommonOptions.Threads();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("kernels", "Times convolutions, dense products, pooling and normalization one by one, beside the processor's peak.")
        {
            recipe, seconds, threads, precision, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetResult(before) is { Tokens: [var token, ..] })
            {
                throw new UsageException($"krill bench kernels: received \"{token.Value}\" before \"kernels\"; expected krill bench kernels --recipe {token.Value}.");
            }

            Precision wanted = parsed.GetValue(precision);
            IEnumerable<Recipe> recipes = parsed.GetValue(recipe) is { } name ? [RecipeArgument.Find(name)] : Recipe.All;
            IReadOnlyList<KernelWork> works = [.. recipes.SelectMany(each => KernelWorks.Of(each, precision: wanted)).DistinctBy(work => work.Key)];
            int workers = parsed.GetValue(threads) ?? Environment.ProcessorCount;
            using var timer = new KernelTimer(workers, wanted);
            var circumstances = new Circumstances(
                Precisions.Name(wanted), workers, KernelSets.Name(Executor.SetFor(wanted)), timer.UsesTiles ? "bfloat16 products on the tile unit" : "float32 multiply-adds in registers");
            IEnumerable<KernelTiming> timings = works.Select(work =>
            {
                cancellation.ThrowIfCancellationRequested();
                return timer.Measure(work, parsed.GetValue(seconds) ?? 0.3);
            });
            if (parsed.GetValue(json))
            {
                WriteJson(new JsonLines(terminal.Output), timings, circumstances);
            }
            else
            {
                WriteTable(terminal.Output, works, timings, circumstances);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    static void WriteTable(TextWriter output, IReadOnlyList<KernelWork> works, IEnumerable<KernelTiming> timings, Circumstances circumstances)
    {
        int recipe = works.Max(work => work.Recipe.Length), operation = works.Max(work => work.Operation.Length);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"recipe".PadRight(recipe)}  batch  {"operation".PadRight(operation)}  {"direction",-9}  {"ms",9}  {"GFLOP/s",8}  {"of peak",7}  {"GB/s",6}"));
        double peak = 0;
        var wide = new WideShares();
        foreach (KernelTiming timing in timings)
        {
            KernelWork work = timing.Work;
            wide.Add(timing);
            peak = Math.Max(peak, timing.PeakGigaFlops);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{work.Recipe.PadRight(recipe)}  {work.Plan.Batch,5}  {work.Operation.PadRight(operation)}  {Name(work.Direction),-9}  {timing.Seconds * 1e3,9:0.0000}  {Rate(timing)}").TrimEnd());
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{works.Count} kernels, {circumstances.Precision}, {circumstances.Threads} threads, {circumstances.KernelSet}; peak {peak:0.0} GFLOP/s of {circumstances.Peak}, measured anew beside each kernel."));
        foreach ((KernelDirection direction, double[] shares, double[] winograd) in wide.ByDirection)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"3×3 convolutions of 64 channels and more, {Name(direction)}: {shares[0] * 100:0}% to {shares[^1] * 100:0}% of the peak, median {WideShares.Median(shares) * 100:0}% of {shares.Length}")
                + (winograd.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"; of these {winograd.Length} by Winograd, {winograd[0] * 100:0}% and more") : ""));
        }
    }

    /// <summary>Arithmetic counts for products, memory for the others.</summary>
    static string Rate(KernelTiming timing) => timing.GigaFlops is { } flops
        ? string.Create(CultureInfo.InvariantCulture, $"{flops,8:0.0}  {timing.PeakShare * 100,6:0.0}%  {(timing.Work.IsWinograd ? "Winograd" : "")}")
        : string.Create(CultureInfo.InvariantCulture, $"{"",8}  {"",7}  {timing.GigaBytes,6:0.0}");

    static void WriteJson(JsonLines lines, IEnumerable<KernelTiming> timings, Circumstances circumstances)
    {
        int count = 0;
        double peak = 0;
        var wide = new WideShares();
        foreach (KernelTiming timing in timings)
        {
            count++;
            wide.Add(timing);
            peak = Math.Max(peak, timing.PeakGigaFlops);
            lines.Write("kernel", json => Write(json, timing, circumstances));
        }

        lines.Write("kernels", json =>
        {
            json.WriteNumber("kernels", count);
            json.WriteNumber("seed", 0);
            json.WriteString("precision", circumstances.Precision);
            json.WriteString("kernel_set", circumstances.KernelSet);
            json.WriteNumber("threads", circumstances.Threads);
            json.WriteString("peak", circumstances.Peak);
            json.WriteFigure("peak_gflops", peak);
            foreach ((KernelDirection direction, double[] shares, double[] winograd) in wide.ByDirection)
            {
                string name = $"wide_3x3_{Name(direction).Replace(' ', '_')}";
                json.WriteFigure($"{name}_least_share", shares[0]);
                json.WriteFigure($"{name}_median_share", WideShares.Median(shares));
                if (winograd.Length > 0)
                {
                    json.WriteFigure($"{name}_winograd_least_share", winograd[0]);
                }
            }
        });
    }

    static void Write(Utf8JsonWriter json, KernelTiming timing, Circumstances circumstances)
    {
        KernelWork work = timing.Work;
        json.WriteString("recipe", work.Recipe);
        json.WriteString("operation", work.Operation);
        json.WriteString("direction", Name(work.Direction).Replace(' ', '_'));
        json.WriteNumber("batch_size", work.Plan.Batch);
        json.WriteString("precision", circumstances.Precision);
        json.WriteBoolean("winograd", work.IsWinograd);
        json.WriteNumber("runs", timing.Runs);
        json.WriteFigure("seconds", timing.Seconds);
        json.WriteFigure("gflops", timing.GigaFlops);
        json.WriteFigure("gigabytes_per_second", timing.GigaBytes);
        json.WriteFigure("peak_gflops", timing.PeakGigaFlops);
        json.WriteFigure("peak_share", timing.PeakShare);
    }

    static string Name(KernelDirection direction) => direction switch
    {
        KernelDirection.Forward => "forward",
        KernelDirection.ToInput => "to input",
        _ => "to kernel",
    };

    sealed record Circumstances(string Precision, int Threads, string KernelSet, string Peak);

    /// <summary>The shares of the peak that <see cref="KernelWork.IsWide3x3">wide convolutions</see> reach.</summary>
    sealed class WideShares
    {
        readonly List<KernelTiming> _timings = [];

        /// <summary>For each direction the shares, least first: of all, and of those that Winograd's algorithm computes.</summary>
        public IEnumerable<(KernelDirection Direction, double[] All, double[] Winograd)> ByDirection => _timings
            .GroupBy(timing => timing.Work.Direction)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, Ordered(group), Ordered(group.Where(timing => timing.Work.IsWinograd))));

        public static double Median(double[] ordered) => ordered[ordered.Length / 2];

        static double[] Ordered(IEnumerable<KernelTiming> timings) => [.. timings.Select(timing => timing.PeakShare!.Value).Order()];

        public void Add(KernelTiming timing)
        {
            if (timing.Work.IsWide3x3)
            {
                _timings.Add(timing);
            }
        }
    }
}
