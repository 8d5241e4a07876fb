using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Krill.Benchmarks.Convolution;

namespace Krill.Benchmarks;

/// <summary>Billions of multiplications and additions a second in the mean call, counted as a direct convolution.</summary>
internal sealed class GigaFlopsColumn : IColumn
{
    public string Id => nameof(GigaFlopsColumn);

    public string ColumnName => "GFLOP/s";

    public string Legend => "Billions of multiplications and additions a second, counted as a direct convolution, on one core";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        benchmarkCase.Parameters["Layer"] is ConvolutionLayer layer && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (layer.Flops / statistics.Mean).ToString("0.0", CultureInfo.InvariantCulture) // per nanosecond
            : "-";
}
