using Krill.Data;
using Xunit;

namespace Krill.Testing;

/// <summary>A fact about the real files of a dataset: skipped, with the reason, where they are not in the cache.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    /// <param name="dataset">The dataset's name.</param>
    public RealDataFactAttribute(string dataset)
    {
        Dataset = dataset;
        DatasetInfo info = Datasets.Find(dataset) ?? throw new ArgumentException($"No dataset is called {dataset}.", nameof(dataset));
        string folder = DatasetFolder.InCache(info, new DatasetOptions());
        if (DatasetFolder.Missing(info, folder).Count > 0)
        {
            Skip = $"The files of {dataset} are not in {folder}.";
        }
    }

    /// <summary>The dataset's name.</summary>
    public string Dataset { get; }
}
