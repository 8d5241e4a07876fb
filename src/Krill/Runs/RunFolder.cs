using Krill.Callbacks;
using Krill.Data;

namespace Krill.Runs;

/// <summary>
/// The folder of one training: <c>run.json</c> (what was asked), <c>history.csv</c> (a line an epoch), <c>best.safetensors</c> and
/// <c>last.safetensors</c> (the weights), and, when it is done, <c>result.json</c>; until then <c>checkpoint.safetensors</c>, from which it can go on.
/// </summary>
/// <remarks>
/// <para>Every file appears and changes by being renamed, so a run that is killed at any instant leaves only whole files; what it leaves aside begins with a
/// dot and ends in <c>.tmp</c>.</para>
/// <para>To go on with a training that was killed: declare and compile the model as before, <see cref="Open"/> the folder, and call <see cref="Model.Fit"/> with
/// the same images, options and callbacks, the folder's <see cref="Recorder"/> last. It ends with the bits that it would have had.</para>
/// </remarks>
public sealed class RunFolder
{
    const string ResultName = "result.json";
    const string HistoryName = "history.csv";
    const string CheckpointName = "checkpoint.safetensors";

    RunFolder(string path, RunDescription description)
    {
        Path = path;
        Description = description;
    }

    /// <summary>The folder, as a whole path.</summary>
    public string Path { get; }

    /// <summary>What was asked.</summary>
    public RunDescription Description { get; }

    /// <summary>Where the weights are; whether they are there is another matter.</summary>
    /// <param name="weights">Which.</param>
    public string PathOf(RunWeights weights) => In(weights == RunWeights.Best ? "best.safetensors" : "last.safetensors");

    /// <summary>Where the table of epochs is.</summary>
    internal string HistoryPath => In(HistoryName);

    /// <summary>Where all that the training needs to go on is.</summary>
    internal string CheckpointPath => In(CheckpointName);

    /// <summary>Makes the folder of a run that starts.</summary>
    /// <param name="description">What is asked.</param>
    /// <param name="directory">
    /// The folder, which must not hold a run, an ensemble or a tuning; by default <c>runs/RECIPE-DATASET-TIME</c>, with a number behind it where that is taken.
    /// </param>
    /// <returns>The folder, with its <c>run.json</c>.</returns>
    /// <exception cref="ArgumentException">The folder holds a run, an ensemble or a tuning.</exception>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public static RunFolder Create(RunDescription description, string? directory = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (directory is not null)
        {
            return TryClaim(directory, description) ?? throw FolderKind.Taken(directory);
        }

        return FolderNames.Claim([description.Recipe, description.Dataset], description.StartTime, free => TryClaim(free, description));
    }

    /// <summary>Whether a folder holds a run.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static bool Holds(string directory) => FolderKind.Run.IsIn(directory);

    /// <summary>Opens the folder of a run, be it done or not.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="DataException">It is not there, is no folder of a run, or its <c>run.json</c> cannot be understood.</exception>
    public static RunFolder Open(string directory)
    {
        string path = FolderKind.Run.PathOf(directory);
        return new RunFolder(path, JsonFile.Read(FolderKind.Run.FileIn(path), RunJson.Plain.RunDescription));
    }

    /// <summary>Reads how the run ended; null as long as it has not.</summary>
    /// <exception cref="DataException">The file cannot be understood.</exception>
    public RunResult? ReadResult()
    {
        string file = In(ResultName);
        return File.Exists(file) ? JsonFile.Read(file, RunJson.Plain.RunResult) : null;
    }

    /// <summary>Reads the epochs that are recorded so far; none, as long as the training has not started.</summary>
    /// <exception cref="DataException">The file cannot be understood.</exception>
    public History ReadHistory()
    {
        var history = new History();
        if (!File.Exists(HistoryPath))
        {
            return history;
        }

        string[] lines = JsonFile.ReadText(HistoryPath).Split('\n');
        for (int i = 0; i < lines.Length - 1; i++)
        {
            EpochLogs logs = default;
            if (i == 0 ? lines[0] != HistoryCsv.Header : !HistoryCsv.TryParse(lines[i], out logs))
            {
                throw new DataException(
                    HistoryPath, $"\"{lines[i]}\" in line {i + 1}", i == 0 ? $"\"{HistoryCsv.Header}\"" : "the figures of an epoch", "Train again.");
            }

            if (i > 0)
            {
                history.Add(logs);
            }
        }

        return history;
    }

    /// <summary>Puts weights of the run into a model.</summary>
    /// <param name="model">The model that the run trained.</param>
    /// <param name="weights">Which weights.</param>
    /// <exception cref="DataException">They are not there, are torn, or do not fit the model.</exception>
    public void LoadWeights(Model model, RunWeights weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        string path = PathOf(weights);
        if (weights == RunWeights.Last && !File.Exists(path) && File.Exists(CheckpointPath))
        {
            TrainingCheckpoint.LoadWeights(CheckpointPath, model); // the training has not ended: those of the last epoch that is recorded
            return;
        }

        if (!File.Exists(path))
        {
            throw new DataException(path, "no file", "the weights of the run", "A run has them from the end of its first epoch on: train again.");
        }

        model.LoadWeights(path);
    }

    /// <summary>A callback that records the training here, and goes on with one that was killed: give it as the last one.</summary>
    /// <remarks>
    /// <para>The files are brought up to date at the end of the first epoch, then at most once a second (less often where writing takes long), and at the end of
    /// the training. A training that is recorded here and not <see cref="Complete"/> goes on behind the last epoch of its checkpoint: with its weights, optimizer,
    /// callbacks and history, to the bits that it would have had. Where the folder has none, it starts anew.</para>
    /// <para>Fit throws <see cref="DataException"/> where the checkpoint is of another training: other images, augmentation, settings, callbacks, or another loss or model.</para>
    /// </remarks>
    /// <param name="monitor">
    /// The figure that the best epoch is chosen by; by default the validation accuracy, or the loss where there are no validation images. The first of
    /// equals is best.
    /// </param>
    public Callback Recorder(Metric? monitor = null) => new RunRecorder(this, monitor);

    /// <summary>Writes how the run ended. What it needed to go on is removed.</summary>
    /// <param name="result">Its figures.</param>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public void Complete(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        JsonFile.Write(In(ResultName), result, RunJson.Plain.RunResult, replace: true);
        File.Delete(CheckpointPath);
    }

    /// <summary>Makes a folder a run's; null where it is taken.</summary>
    static RunFolder? TryClaim(string directory, RunDescription description)
    {
        string path = System.IO.Path.GetFullPath(directory);
        return FolderKind.Run.TryClaim(path, description, RunJson.Plain.RunDescription) ? new RunFolder(path, description) : null;
    }

    string In(string name) => System.IO.Path.Combine(Path, name);
}
