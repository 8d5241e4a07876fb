using Krill.Results;

namespace Krill.Tests.Unit.Results;

/// <summary>A fact about this repository's own history: skipped, with the reason, in a shallow clone and outside of git.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WholeHistoryFactAttribute : FactAttribute
{
    public WholeHistoryFactAttribute()
    {
        if (!ThisRepository().HasWholeHistory())
        {
            Skip = "This clone has no whole history (git fetch --unshallow).";
        }
    }

    internal static Repository ThisRepository() => Repository.Containing(Path.GetDirectoryName(typeof(WholeHistoryFactAttribute).Assembly.Location)!);
}
