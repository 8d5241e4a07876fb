using Krill.Files;

namespace Krill.Charts;

/// <summary>A picture of lines and letters, light or dark as its surroundings are: a chart, or what models, matrices and mistakes draw of themselves.</summary>
/// <remarks>Text is escaped, and the same content gives the same bytes. The picture scales to any size.</remarks>
public abstract class Drawing
{
    private protected Drawing()
    {
    }

    /// <summary>The picture as the text of an SVG file.</summary>
    public string ToSvg() => Draw().Document();

    /// <summary>Writes the picture into an SVG file, at once and whole.</summary>
    /// <param name="path">Where; folders that do not exist are made, a file that is there is replaced.</param>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.WriteText(path, ToSvg());
    }

    /// <summary>Its elements.</summary>
    internal abstract SvgDrawing Draw();
}
