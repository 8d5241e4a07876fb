using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>Gives each element of a window the window's gradient times 1 / the number of its elements.</summary>
/// <remarks>
/// The rows that an output row sees all get the same, so it is spread across once, into scratch memory, and then added to each
/// of them in full vectors, however few the channels. What a row or column gets first is stored, not added, which is why nothing
/// is zeroed but what no window sees.
/// </remarks>
internal sealed unsafe class AveragePoolGradientKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly WindowGeometry _geometry;
    readonly int _channels;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public AveragePoolGradientKernel(WindowGeometry geometry, int channels, Storage outputGradient, Storage inputGradient)
    {
        geometry.RequireOperands(channels, inputGradient, outputGradient);
        _geometry = geometry;
        _channels = channels;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
    }

    int RowLength => _geometry.InputWidth * _channels;

    public override long ScratchLength(int images) => RowLength;

    public override void Run(in Work work)
    {
        float* gradient = _outputGradient.At(work), destination = _inputGradient.At(work);

        // Columns that no window sees stay zero: the others are stored anew for every output row.
        ShortRuns.Clear(work.Scratch, RowLength);
        for (int image = 0; image < work.Count; image++)
        {
            int rowsDone = 0;
            for (int y = 0; y < _geometry.OutputHeight; y++)
            {
                (int first, int end) = _geometry.Rows(y);
                SpreadAcross(gradient, end - first, work.Scratch);
                Clear(destination, rowsDone, first);
                for (int row = first; row < end; row++)
                {
                    AddOrStore(work.Scratch, destination + row * RowLength, add: row < rowsDone);
                }

                rowsDone = Math.Max(rowsDone, end);
                gradient += _geometry.OutputWidth * _channels;
            }

            Clear(destination, rowsDone, _geometry.InputHeight);
            destination += _geometry.InputHeight * RowLength;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SpreadAcross(float* gradient, int height, float* row)
    {
        int columnsDone = 0;
        for (int x = 0; x < _geometry.OutputWidth; x++)
        {
            (int first, int end) = _geometry.Columns(x);
            float perElement = 1f / (height * (end - first));
            int fresh = Math.Max(first, columnsDone), channel = 0;
            for (; channel <= _channels - S.Width; channel += S.Width)
            {
                Spread<V, S>(S.Multiply(S.Load(gradient + channel), S.Broadcast(perElement)), row + channel, first, fresh, end);
            }

            for (; channel < _channels; channel++)
            {
                Spread<float, SimdScalar>(gradient[channel] * perElement, row + channel, first, fresh, end);
            }

            columnsDone = end;
            gradient += _channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Spread<W, T>(W share, float* row, int first, int fresh, int end)
        where W : struct
        where T : struct, ISimd<W>
    {
        float* destination = row + first * _channels;
        int column = first;
        for (; column < fresh && column < end; column++, destination += _channels)
        {
            T.Store(destination, T.Add(T.Load(destination), share));
        }

        for (; column < end; column++, destination += _channels)
        {
            T.Store(destination, share);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddOrStore(float* row, float* destination, bool add)
    {
        int length = RowLength, i = 0;
        if (!add)
        {
            ShortRuns.Copy(row, destination, length);
            return;
        }

        for (; i <= length - S.Width; i += S.Width)
        {
            S.Store(destination + i, S.Add(S.Load(destination + i), S.Load(row + i)));
        }

        for (; i < length; i++)
        {
            destination[i] += row[i];
        }
    }

    void Clear(float* image, int firstRow, int endRow)
    {
        if (firstRow < endRow)
        {
            ShortRuns.Clear(image + firstRow * RowLength, (endRow - firstRow) * RowLength);
        }
    }
}
