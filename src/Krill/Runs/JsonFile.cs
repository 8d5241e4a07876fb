using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Krill.Data;
using Krill.Files;

namespace Krill.Runs;

/// <summary>JSON files of runs: whole at any instant, and read with errors that say which file.</summary>
internal static class JsonFile
{
    /// <exception cref="IOException">It could not be written, or is there and is not to be replaced.</exception>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type, bool replace) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(value, type) + "\n", replace);

    /// <summary>Writes a file that only one can write; false where there is one.</summary>
    public static bool TryClaim<T>(string path, T value, JsonTypeInfo<T> type)
    {
        if (File.Exists(path))
        {
            return false;
        }

        try
        {
            Write(path, value, type, replace: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false; // another process was faster
        }
    }

    /// <exception cref="DataException">It cannot be read or understood.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        string text = ReadText(path);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("the value null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new DataException(
                path,
                $"what cannot be understood ({exception.Message})",
                $"what Krill writes into {Path.GetFileName(path)}",
                "The folder is not Krill's, or the file was changed: train again.",
                exception);
        }
    }

    /// <exception cref="DataException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"\"{exception.Message}\" when reading it", "a file that can be read", "Check the path and the permissions.", exception);
        }
    }
}
