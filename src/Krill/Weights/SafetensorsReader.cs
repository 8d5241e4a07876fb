using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Krill.Data;

namespace Krill.Weights;

/// <summary>Reads safetensors files of 32-bit floats, and trusts nothing in them: each length, offset and name is checked before it is used.</summary>
internal static class SafetensorsReader
{
    // The limit of the format's own reader.
    const long LongestHeader = 100_000_000;

    const string Cure = "Write the weights again, or copy the file again if it was copied.";

    /// <exception cref="DataException">It is not there, cannot be read, or is no whole safetensors file of 32-bit floats.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return Read(path, stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, "no file", "a safetensors file", "Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"\"{exception.Message}\" when reading it", "a file that can be read", "Check the path and the permissions.", exception);
        }
    }

    static SafetensorsFile Read(string path, Stream stream)
    {
        long length = stream.Length;
        if (length < 8)
        {
            throw Malformed(path, $"{length} bytes", "a safetensors file, which begins with the length of its header in 8 bytes");
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader || (long)headerLength > length - 8)
        {
            throw Malformed(path, $"a header of {headerLength} bytes in a file of {length}", $"at most {Math.Min(LongestHeader, length - 8)}, what follows its length");
        }

        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        long dataLength = length - 8 - (long)headerLength;
        var metadata = new Dictionary<string, string>();
        List<Entry> entries = ReadHeader(path, header, dataLength, metadata);
        CheckCoverage(path, entries, dataLength);

        var tensors = new Dictionary<string, StoredTensor>();
        foreach (Entry entry in entries)
        {
            float[] values = new float[(entry.End - entry.Begin) / sizeof(float)];
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            tensors.Add(entry.Name, new StoredTensor(entry.Name, entry.Shape, values));
        }

        return new SafetensorsFile(path, tensors, metadata);
    }

    /// <summary>The tensors in the order of their data.</summary>
    static List<Entry> ReadHeader(string path, byte[] header, long dataLength, Dictionary<string, string> metadata)
    {
        var entries = new List<Entry>();
        var names = new HashSet<string>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Malformed(path, "a header that is no JSON object", "an object with a member for each tensor");
            }

            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (!names.Add(member.Name))
                {
                    throw Malformed(path, $"\"{member.Name}\" twice in the header", "each name once");
                }

                if (member.Name == "__metadata__")
                {
                    ReadMetadata(path, member.Value, metadata);
                }
                else
                {
                    entries.Add(ReadEntry(path, member, dataLength));
                }
            }
        }
        // What is no UTF-8 within a string, or half a surrogate pair, is found when the string is read, as another exception.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(path, "a header that is not JSON", "a JSON object with a member for each tensor", exception);
        }

        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        return entries;
    }

    static void ReadMetadata(string path, JsonElement value, Dictionary<string, string> metadata)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String))
        {
            throw Malformed(path, "a __metadata__ that is no object of strings", "strings by name");
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            metadata[member.Name] = member.Value.GetString()!;
        }
    }

    static Entry ReadEntry(string path, JsonProperty member, long dataLength)
    {
        string name = member.Name;
        JsonElement tensor = member.Value;
        if (tensor.ValueKind != JsonValueKind.Object
            || !tensor.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String
            || !TryGetNumbers(tensor, "shape", out long[] shape)
            || !TryGetNumbers(tensor, "data_offsets", out long[] offsets) || offsets.Length != 2)
        {
            throw Malformed(path, $"\"{name}\" without a dtype, a shape or two data_offsets", "the three for each tensor");
        }

        if (dtype.GetString() != "F32")
        {
            throw new DataException(path, $"\"{name}\" of dtype {dtype.GetString()}", "F32, 32-bit floats", "Convert the weights to 32-bit floats.");
        }

        if (offsets[0] > offsets[1] || offsets[1] > dataLength)
        {
            throw Malformed(path, $"\"{name}\" from byte {offsets[0]} to {offsets[1]}", $"a range within the {dataLength} bytes of data");
        }

        Int128 bytes = shape.Aggregate((Int128)sizeof(float), (product, axis) => product > long.MaxValue ? product : product * axis);
        if (bytes != offsets[1] - offsets[0])
        {
            throw Malformed(path, $"\"{name}\" of shape ({string.Join(", ", shape)}) in {offsets[1] - offsets[0]} bytes", "4 bytes for each of its numbers");
        }

        return new Entry(name, shape, offsets[0], offsets[1]);
    }

    /// <summary>Numbers of 0 and more.</summary>
    static bool TryGetNumbers(JsonElement tensor, string name, out long[] numbers)
    {
        numbers = [];
        if (!tensor.TryGetProperty(name, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        numbers = new long[array.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The tensors lie one behind the other and fill the data, as the format demands.</summary>
    static void CheckCoverage(string path, List<Entry> entries, long dataLength)
    {
        long end = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != end)
            {
                throw Malformed(path, $"\"{entry.Name}\" from byte {entry.Begin} of the data, where the tensor before ends at {end}", "tensors one behind the other");
            }

            end = entry.End;
        }

        if (end != dataLength)
        {
            throw Malformed(path, $"{dataLength} bytes of data", $"{end}, what its tensors take");
        }
    }

    static DataException Malformed(string path, string received, string expected, Exception? cause = null) => new(path, received, expected, Cure, cause);

    sealed record Entry(string Name, long[] Shape, long Begin, long End);
}
