using Krill.Runs;

namespace Krill.Reports;

/// <summary>The page of a run.</summary>
internal sealed class RunPage(RunSubject subject, ReportPictures pictures) : ReportPage(subject, pictures)
{
    /// <inheritdoc/>
    protected override (string Name, string On) Heading => (subject.Recipe.Name, $"on {subject.Data.Name}");

    /// <inheritdoc/>
    protected override string Seeds => $"seed {ReportFigures.Text(subject.Asked.Seed)}";

    /// <inheritdoc/>
    protected override (string Id, string Title) First => ("curves", "Curves");

    /// <inheritdoc/>
    protected override (string Id, string Title)? Last => ("epochs", "Time and epochs");

    /// <inheritdoc/>
    protected override string Choice => subject.Result switch
    {
        null => "This run has no result: it goes on, or was stopped. Its test images have not been looked at, and this page does not look at them either.",
        { TestAccuracy: null } => "This run is trained and was not tested by itself: it is a member of an ensemble or a trial of a search, or was stopped in its test. This page does not look at the test images.",
        { } result => ReportChoice.Of(result, subject.Recipe, subject.Asked.Epochs),
    };

    /// <inheritdoc/>
    protected override void AddFigures()
    {
        RunResult? result = subject.Result;
        if (result?.TestAccuracy is { } test)
        {
            AddTestAccuracy(test, result.TestAccuracyWithoutTta is { } single ? $"; {ReportFigures.Percent(single)} without averaged views" : "");
        }

        double? validation = result is not null ? result.ValidationAccuracy : subject.History.Best(Metric.ValidationAccuracy)?.ValidationAccuracy;
        if (validation is not null)
        {
            AddFigure("Validation accuracy", ReportFigures.Percent(validation), $"{ReportFigures.Count(subject.Data.Validation?.Count ?? 0)} images to choose by");
        }

        if (subject.History.Count > 0)
        {
            EpochLogs epoch = subject.History[(result?.BestEpoch ?? subject.History.Count) - 1];
            string which = result?.BestEpoch < result?.Epochs ? $"in epoch {ReportFigures.Count(epoch.Epoch)}, the tested one" : "in the last epoch";
            AddFigure("Training accuracy", ReportFigures.Percent(epoch.Accuracy), $"{which}, of {ReportFigures.Count(epoch.Images)} images");
        }

        AddParameters("");
        AddFigure("Epochs", ReportFigures.Count(subject.History.Count), result is null ? "so far" : End(result));
        AddFigure("Training time", ReportFigures.Duration(result?.Seconds ?? subject.History.TrainingSeconds), ReportFigures.Speed(subject.History.ImagesPerSecond));
    }

    /// <inheritdoc/>
    protected override void AddFirst() => AddCharts("charts");

    /// <inheritdoc/>
    protected override void AddLast() => new ReportEpochs(subject, Page).Add();

    string End(RunResult result)
    {
        string tested = ReportChoice.Epoch(result);
        return result.Epochs < subject.Asked.Epochs ? $"of {subject.Asked.Epochs} at most; {tested}" : tested;
    }
}
