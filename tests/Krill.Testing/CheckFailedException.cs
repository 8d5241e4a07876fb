namespace Krill.Testing;

/// <summary>A check of this project failed; the message says what was expected and what came.</summary>
public sealed class CheckFailedException(string message) : Exception(message);
