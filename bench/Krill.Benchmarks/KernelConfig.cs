using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;

namespace Krill.Benchmarks;

/// <summary>What the tables show: times, and floating-point operations a second beside them.</summary>
internal sealed class KernelConfig : ManualConfig
{
    public KernelConfig()
    {
        ArtifactsPath = Path.Combine("artifacts", "benchmarks");
        AddColumn(new GigaFlopsColumn());
        HideColumns(Column.Error, Column.RatioSD);
        WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(30));
    }
}
