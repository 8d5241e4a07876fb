namespace Krill.Data;

/// <summary>
/// Data is bad or missing. The message says where, what was received, what was expected and, in its last sentence, the cure.
/// The command ends with exit code 3 on it.
/// </summary>
public sealed class DataException : Exception
{
    internal DataException(string where, string received, string expected, string cure, Exception? cause = null)
        : base($"{where}: received {received}; expected {expected}. {cure}", cause)
    {
        Where = where;
        Received = received;
        Expected = expected;
        Cure = cure;
    }

    /// <summary>The file, folder or dataset at fault.</summary>
    public string Where { get; }

    /// <summary>What was found there.</summary>
    public string Received { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What to do about it: one or more sentences.</summary>
    public string Cure { get; }
}
