using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Krill.Results;

/// <summary>The working tree that records are made in.</summary>
internal sealed class Repository(string root)
{
    /// <summary>What a record depends on: all but the records themselves and the documents.</summary>
    static readonly string[] s_measured = [".", ":!results", ":!bench/results", ":!docs", ":!*.md"];

    // As a shell has it for a program that is not there.
    const int NotFound = 127;

    public string Root { get; } = root;

    public string RecordsFolder => Path.Combine(Root, "results");

    public string ComparisonsFolder => Path.Combine(Root, "bench", "results");

    public string Readme => Path.Combine(Root, "README.md");

    public string Recipes => Path.Combine(Root, "docs", "recipes.md");

    public string Page => Path.Combine(Root, "docs", "results.md");

    /// <summary>The repository that a folder lies in.</summary>
    public static Repository Containing(string folder)
    {
        for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, "Krill.slnx")))
            {
                return new Repository(place.FullName);
            }
        }

        throw new RecordException($"no folder above {folder} holds Krill.slnx.");
    }

    public string Commit() => Git("rev-parse", "HEAD").Trim();

    /// <summary>Whether what is measured differs from the commit.</summary>
    public bool IsDirty() => Git(["status", "--porcelain", "--", .. s_measured]).Length > 0;

    /// <summary>Whether what is measured is the same at a commit as it is now.</summary>
    public bool IsSameAs(string commit) => Git(["diff", "--name-only", commit, "--", .. s_measured]).Length == 0;

    /// <summary>Whether all commits that lead here are known: false in a shallow clone, and outside of git.</summary>
    public bool HasWholeHistory() => Ask("rev-parse", "--is-shallow-repository", "--show-prefix")?.Trim() == "false";

    /// <summary>Whether a commit is HEAD or leads to it.</summary>
    public bool LeadsHere(string commit) => Ask("merge-base", "--is-ancestor", commit, "HEAD") is not null;

    /// <summary>How many commits lead to one, itself included: more for a later one of the same history; 0 for one that is unknown.</summary>
    public int CommitsUpTo(string commit) => Ask("rev-list", "--count", commit) is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 0;

    string Git(params IEnumerable<string> arguments)
    {
        (int code, string output) = Run(arguments, complains: true);
        return code == 0 ? output : throw new RecordException($"git {string.Join(' ', arguments)} failed with exit code {code}.");
    }

    /// <summary>What git answers; null where it says no, or cannot know.</summary>
    string? Ask(params IEnumerable<string> arguments)
    {
        (int code, string output) = Run(arguments, complains: false);
        return code == 0 ? output : null;
    }

    (int Code, string Output) Run(IEnumerable<string> arguments, bool complains)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = !complains };
        try
        {
            using Process git = Process.Start(start)!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return (git.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return (NotFound, "");
        }
    }
}
