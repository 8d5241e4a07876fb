using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// The last, incomplete vector of a row, by way of a buffer as long as a vector, so that nothing beyond the row is touched.
/// For sums and extrema along rows; element-wise loops do their remainder by the scalar twin.
/// </summary>
internal static unsafe class PartialVector
{
    /// <summary>Floats that the buffer must have at any width.</summary>
    public const int BufferLength = 16;

    /// <summary>The first <paramref name="count"/> lanes from the source, the others <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, S>(float* source, int count, float fill, float* buffer)
        where V : struct
        where S : struct, ISimd<V>
    {
        S.Store(buffer, S.Broadcast(fill));
        for (int i = 0; i < count; i++)
        {
            buffer[i] = source[i];
        }

        return S.Load(buffer);
    }

    /// <summary>Stores the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, S>(float* destination, int count, V value, float* buffer)
        where V : struct
        where S : struct, ISimd<V>
    {
        S.Store(buffer, value);
        for (int i = 0; i < count; i++)
        {
            destination[i] = buffer[i];
        }
    }
}
