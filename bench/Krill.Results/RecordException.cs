namespace Krill.Results;

/// <summary>A record cannot be made, or is not what a record must be.</summary>
internal sealed class RecordException(string message, Exception? inner = null) : Exception(message, inner);
