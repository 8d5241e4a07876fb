using System.Buffers.Binary;
using System.Text;
using Krill.Data;
using Krill.Weights;

namespace Krill.Tests.Unit.Weights;

public sealed class SafetensorsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_IsTheFormatByteForByte()
    {
        SafetensorsWriter.Write(_folder["a"], [new TensorSource("w", new Shape(2), () => new float[] { 1, -2 })], new Dictionary<string, string> { ["k"] = "ü" });

        // The header is 77 bytes ("ü" takes two), padded to 80.
        const string Header = """{"__metadata__":{"k":"ü"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        byte[] header = Encoding.UTF8.GetBytes(Header);
        int padded = (header.Length + 7) / 8 * 8;
        byte[] expected = [(byte)padded, 0, 0, 0, 0, 0, 0, 0, .. header, .. Enumerable.Repeat((byte)' ', padded - header.Length), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        SafetensorsWriter.Write(
            _folder["a"],
            [new TensorSource("b/\"quoted\"", new Shape(2, 1), () => new float[] { float.NaN, 2 }), new TensorSource("a", new Shape(), () => new float[] { 3 })],
            new Dictionary<string, string> { ["k"] = "v" });

        SafetensorsFile file = SafetensorsReader.Read(_folder["a"]);

        Assert.Equal("v", file.Metadata["k"]);
        Assert.Equal([float.NaN, 2], file.Tensors["b/\"quoted\""].Values);
        Assert.True(file.Tensors["b/\"quoted\""].Has(new Shape(2, 1)));
        Assert.Equal([3f], file.Tensors["a"].Values);
        Assert.Equal("()", file.Tensors["a"].ShapeText);
    }

    [Theory]
    [InlineData("", 0, "a header of 7 bytes in a file of 8", 7ul)]
    [InlineData("", 0, "a header of 18446744073709551615 bytes in a file of 8", ulong.MaxValue)]
    [InlineData("{", 0, "a header that is not JSON")]
    [InlineData("[]", 0, "a header that is no JSON object")]
    [InlineData("""{"a":1}""", 0, "\"a\" without a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "\"a\" without a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "\"a\" without a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "\"a\" without a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", 4, "\"a\" of dtype F16; expected F32, 32-bit floats. Convert the weights")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "\"a\" from byte 0 to 8; expected a range within the 4 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "\"a\" from byte 4 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "\"a\" of shape (2) in 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]}}""", 4, "in 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 bytes of data; expected 4, what its tensors take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "\"a\" from byte 4 of the data, where the tensor before ends at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "\"b\" from byte 0 of the data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0, "\"a\" twice in the header")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "a __metadata__ that is no object of strings")]
    public void Read_MalformedFile_SaysWhatIsWrong(string header, int dataLength, string received, ulong? headerLength = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerLength ?? (ulong)text.Length);
        text.CopyTo(bytes, 8);
        Write("a", bytes);

        var error = Assert.Throws<DataException>(() => SafetensorsReader.Read(_folder["a"]));

        Assert.StartsWith($"{_folder["a"]}: received ", error.Message, StringComparison.Ordinal);
        Assert.Contains(received, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryBeginningOfAFile_IsAnError()
    {
        SafetensorsWriter.Write(_folder["whole"], [new TensorSource("a", new Shape(3), () => new float[] { 1, 2, 3 })]);
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        for (int length = 0; length < whole.Length; length++)
        {
            Write("torn", whole[..length]);
            Assert.Throws<DataException>(() => SafetensorsReader.Read(_folder["torn"]));
        }
    }

    [Theory]
    [InlineData("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"\\ud800\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"__metadata__\":{\"k\":\"\\udc00\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"__metadata__\":{\"\\udc00\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    public void Read_HalfASurrogatePair_IsAnError(string header)
    {
        Write("a", [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);

        Assert.Contains("a header that is not JSON", Assert.Throws<DataException>(() => SafetensorsReader.Read(_folder["a"])).Message, StringComparison.Ordinal);
    }

    // Whichever bit a disk turns: the weights are read, or refused as what they are, data.
    [Fact]
    public void Read_AnyBitOfTheHeaderTurned_IsReadOrAnError()
    {
        SafetensorsWriter.Write(
            _folder["whole"],
            [new TensorSource("ä/\"quoted\"", new Shape(3), () => new float[] { 1, 2, 3 }), new TensorSource("b", new Shape(), () => new float[] { 4 })],
            new Dictionary<string, string> { ["k"] = "ü\n" });
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        int refused = 0, bits = (whole.Length - (4 * sizeof(float))) * 8;
        for (int bit = 0; bit < bits; bit++)
        {
            byte[] turned = [.. whole];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            Write("turned", turned);
            refused += Record.Exception(() => SafetensorsReader.Read(_folder["turned"])) switch
            {
                null => 0,
                DataException => 1,
                Exception other => throw new InvalidOperationException($"bit {bit}", other),
            };
        }

        Assert.InRange(refused, bits / 2, bits - 1);
    }

    [Fact]
    public void Read_NoFile_NamesIt()
    {
        var error = Assert.Throws<DataException>(() => SafetensorsReader.Read(_folder["none"]));
        Assert.Equal($"{_folder["none"]}: received no file; expected a safetensors file. Check the path.", error.Message);
    }

    void Write(string name, byte[] bytes)
    {
        using FileStream stream = File.Create(_folder[name]);
        stream.Write(bytes);
    }
}
