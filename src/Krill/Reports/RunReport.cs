using Krill.Files;

namespace Krill.Reports;

/// <summary>The report of a run: <c>report.html</c> in its folder, one file that needs no network, and the same pictures in <c>pictures</c>.</summary>
internal static class RunReport
{
    public const string FileName = "report.html";
    public const string PicturesName = "pictures";

    /// <summary>Writes the report; one that is there is replaced.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public static string Write(ReportSubject subject)
    {
        var pictures = new ReportPictures(subject);
        string page = Path.Combine(subject.Folder.Path, FileName);
        pictures.Save(Path.Combine(subject.Folder.Path, PicturesName));
        AtomicFile.WriteText(page, new ReportPage(subject, pictures).Text());
        return page;
    }
}
