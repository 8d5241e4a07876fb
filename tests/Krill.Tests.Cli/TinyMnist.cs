using System.Buffers.Binary;
using Krill.Data;
using Krill.Files;

namespace Krill.Tests.Cli;

/// <summary>
/// A folder with MNIST's four files, of few images: bars whose place tells the class, so that a network learns them at once; but every seventh label of
/// the test images is wrong, so that no accuracy is round.
/// </summary>
internal sealed class TinyMnist : IDisposable
{
    const int Side = 28;

    public TinyMnist(int train = 600, int test = 97)
    {
        Folder = Directory.CreateTempSubdirectory("krill-test-").FullName;
        Write("train", train);
        Write("t10k", test);
    }

    public string Folder { get; }

    public string In(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    void Write(string part, int count)
    {
        byte[] images = new byte[16 + (count * Side * Side)];
        byte[] labels = new byte[8 + count];
        WriteHeader(images, 0x803, count, Side, Side);
        WriteHeader(labels, 0x801, count);
        var random = new RandomStream(seed: 1, stream: part == "train" ? 0u : 1u);
        for (int i = 0; i < count; i++)
        {
            int label = i % 10;
            bool isWrong = part != "train" && i % 7 == 0;
            labels[8 + i] = (byte)(isWrong ? (label + 1) % 10 : label);
            Span<byte> image = images.AsSpan(16 + (i * Side * Side), Side * Side);
            foreach (ref byte pixel in image)
            {
                pixel = (byte)random.Below(100);
            }

            image.Slice((2 + (label * 2)) * Side, 2 * Side).Fill(255);
        }

        AtomicFile.Write(In($"{part}-images-idx3-ubyte"), stream => stream.Write(images));
        AtomicFile.Write(In($"{part}-labels-idx1-ubyte"), stream => stream.Write(labels));
    }

    static void WriteHeader(Span<byte> file, params ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file[(i * 4)..], numbers[i]);
        }
    }
}
