using System.Buffers.Binary;
using Google.Protobuf;
using Krill.EventFiles.Protos;

namespace Krill.EventFiles;

/// <summary>Values of a summary, each a tensor with the name of TensorBoard's plugin that shows it: the second version of the format, as TensorFlow 2 writes it.</summary>
internal static class SummaryValues
{
    /// <summary>A number: a tensor of no axes.</summary>
    public static Summary.Types.Value Scalar(string tag, double value) => Make(tag, "scalars", DataClass.Scalar, new TensorProto
    {
        Dtype = DataType.DtFloat,
        TensorShape = new TensorShapeProto(),
        FloatVal = { (float)value },
    });

    /// <summary>A histogram: a tensor of (buckets, 3), each bucket its left edge, its right edge and its count.</summary>
    public static Summary.Types.Value Histogram(string tag, double[,] buckets)
    {
        byte[] content = new byte[buckets.Length * sizeof(double)];
        for (int i = 0; i < buckets.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(i * sizeof(double)), buckets[i / 3, i % 3]);
        }

        return Make(tag, "histograms", DataClass.Tensor, new TensorProto
        {
            Dtype = DataType.DtDouble,
            TensorShape = new TensorShapeProto { Dim = { Axis(buckets.GetLength(0)), Axis(3) } },
            TensorContent = ByteString.CopyFrom(content),
        });
    }

    static Summary.Types.Value Make(string tag, string plugin, DataClass dataClass, TensorProto tensor) => new()
    {
        Tag = tag,
        Tensor = tensor,
        Metadata = new SummaryMetadata { PluginData = new SummaryMetadata.Types.PluginData { PluginName = plugin }, DataClass = dataClass },
    };

    static TensorShapeProto.Types.Dim Axis(int size) => new() { Size = size };
}
