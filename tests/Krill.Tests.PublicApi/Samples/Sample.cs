using Krill.Tests.PublicApi;

namespace Samples;

/// <summary>What the documentation shows of a file in this folder: what stands between its lines "// sample" and "// end".</summary>
/// <param name="File">The file's name.</param>
/// <param name="Code">The marked lines, each part without its indentation, an empty line between parts.</param>
/// <param name="HiddenUsings">The lines that import Krill's namespaces and are not marked.</param>
sealed record Sample(string File, string Code, IReadOnlyList<string> HiddenUsings)
{
    const string Begin = "// sample";
    const string End = "// end";

    public static IReadOnlyList<Sample> All { get; } =
        [.. Directory.GetFiles(Repository.PathOf("tests", "Krill.Tests.PublicApi", "Samples"), "*.cs").Order(StringComparer.Ordinal).Select(Read).Where(sample => sample.Code.Length > 0)];

    static Sample Read(string path)
    {
        var parts = new List<string>();
        var hidden = new List<string>();
        List<string>? part = null;
        foreach (string line in System.IO.File.ReadLines(path))
        {
            switch (line.Trim())
            {
                case Begin:
                    part = [];
                    break;
                case End:
                    parts.Add(Outdent(part!));
                    part = null;
                    break;
                default:
                    (part ?? hidden).Add(line);
                    break;
            }
        }

        return new Sample(Path.GetFileName(path), string.Join("\n\n", parts), [.. hidden.Where(line => line.StartsWith("using Krill", StringComparison.Ordinal))]);
    }

    static string Outdent(List<string> lines)
    {
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }
}
