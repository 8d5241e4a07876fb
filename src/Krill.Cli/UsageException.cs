namespace Krill.Cli;

/// <summary>The command was called wrongly. The message says where, what was received and what was expected.</summary>
internal sealed class UsageException(string message) : Exception(message);
