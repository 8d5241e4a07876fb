using Krill.Charts;
using Krill.Files;

namespace Krill.Reports;

/// <summary>The report in the folder of a run or an ensemble: <c>report.html</c>, one file that needs no network, and the same pictures in <c>pictures</c>.</summary>
internal static class ReportFolder
{
    public const string FileName = "report.html";
    public const string PicturesName = "pictures";

    /// <summary>Writes the report of a run; one that is there is replaced.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public static string Write(RunSubject subject)
    {
        IReadOnlyList<double>? rates = ScheduledRates.Of(subject.Recipe, subject.Asked, subject.StepsPerEpoch, subject.History);
        var pictures = new ReportPictures(subject, [.. ReportCurves.Of(subject.History, subject.Result?.BestEpoch, rates)], subject.Predict());
        return Write(subject, pictures, new RunPage(subject, pictures));
    }

    /// <summary>Writes the report of an ensemble; one that is there is replaced.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public static string Write(EnsembleSubject subject)
    {
        (string, LineChart)[] curves = [.. EnsembleCurves.Of(subject.Result, subject.Trainings)];
        var pictures = new ReportPictures(subject, curves, subject.Tested);
        return Write(subject, pictures, new EnsemblePage(subject, pictures));
    }

    static string Write(ReportSubject subject, ReportPictures pictures, ReportPage page)
    {
        string path = Path.Combine(subject.Path, FileName);
        pictures.Save(Path.Combine(subject.Path, PicturesName));
        AtomicFile.WriteText(path, page.Text());
        return path;
    }
}
