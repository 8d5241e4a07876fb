using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krill.Cli.Rendering;

/// <summary>Writes JSON lines: one object an event, its kind in the field <c>event</c>, names in snake case.</summary>
internal sealed class JsonLines(TextWriter output)
{
    // Paths and × stay readable: the lines are for programs and files, not for web pages.
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ArrayBufferWriter<byte> _buffer = new();

    public void Write(string kind, Action<Utf8JsonWriter> fields)
    {
        _buffer.Clear();
        using (var json = new Utf8JsonWriter(_buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        output.Flush();
    }
}
