namespace Krill.Tests.Cli.Reports;

/// <summary>A fact about a page in a browser: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Find() is null)
        {
            Skip = $"There is no Chromium on the path (looked for {string.Join(", ", Browser.Names)}), and $KRILL_BROWSER names none.";
        }
    }
}
