using Krill.Data;
using Krill.Images;

namespace Krill.Testing;

/// <summary>A folder of pictures for one test, gone afterwards: bars whose place tells the class, so that a network learns them at once.</summary>
internal sealed class PictureFolder : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string In(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes pictures 000.png, 001.png, … of a class.</summary>
    /// <param name="folder">The folder of the class, below this one.</param>
    /// <param name="label">Where the bar is, 0 to 9.</param>
    /// <param name="count">How many.</param>
    /// <param name="shape">The size of the pictures, at least ten rows; 1 channel for grey.</param>
    /// <returns>This folder.</returns>
    public PictureFolder Add(string folder, int label, int count, ImageShape shape)
    {
        for (int i = 0; i < count; i++)
        {
            var random = new RandomStream(seed: (ulong)i, stream: (ulong)label);
            byte[] pixels = new byte[shape.Length];
            foreach (ref byte pixel in pixels.AsSpan())
            {
                pixel = (byte)random.Below(100);
            }

            int row = shape.Width * shape.Channels, bar = shape.Height / 10;
            pixels.AsSpan(label * bar * row, bar * row).Fill(250);
            PngFile.Write(In(System.IO.Path.Combine(folder, $"{i:000}.png")), new Picture(shape, pixels));
        }

        return this;
    }

    public void Write(string name, string text) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(text));
}
