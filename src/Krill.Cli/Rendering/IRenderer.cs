using Krill.Training;

namespace Krill.Cli.Rendering;

/// <summary>Shows the events of a session. It only listens.</summary>
internal interface IRenderer
{
    /// <summary>Runs a session that reports to <see cref="Show"/>, with whatever display that takes around it.</summary>
    T During<T>(Func<T> session);

    /// <summary>Shows an event. Called on the session's thread.</summary>
    void Show(TrainingEvent trainingEvent);
}
