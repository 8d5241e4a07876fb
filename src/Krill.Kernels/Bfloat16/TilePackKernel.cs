using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>Copies a convolution's kernel into a <see cref="TileMatrix"/>, as bfloat16, once a step.</summary>
internal sealed unsafe class TilePackKernel : TaskKernel
{
    const int StepsPerTask = 8;

    readonly ConvolutionGeometry _geometry;
    readonly TileMatrix _matrix;
    readonly PackDirection _direction;
    readonly Storage _kernel;
    readonly Storage _packed;
    readonly (int Part, int Panel, int Step, int Count)[] _tasks;

    public TilePackKernel(ConvolutionGeometry geometry, TileMatrix matrix, PackDirection direction, Storage kernel, Storage packed)
    {
        _geometry = geometry;
        _matrix = matrix;
        _direction = direction;
        _kernel = kernel;
        _packed = packed;
        var tasks = new List<(int, int, int, int)>();
        for (int part = 0; part < matrix.PartSteps.Length; part++)
        {
            for (int panel = 0; panel < matrix.Panels; panel++)
            {
                int steps = matrix.PartSteps[part].Length;
                for (int step = 0; step < steps; step += StepsPerTask)
                {
                    tasks.Add((part, panel, step, Math.Min(StepsPerTask, steps - step)));
                }
            }
        }

        _tasks = [.. tasks];
    }

    public override int Tasks => _tasks.Length;

    public override long ScratchLength => AmxRoutines.TileBytes / sizeof(float);

    public override void Run(int task, float* scratch)
    {
        (int part, int panel, int step, int count) = _tasks[task];
        int tiles = _matrix.TilesOf(panel);
        byte* target = (byte*)_packed.Start + _matrix.PlaceOf(part, panel) + ((long)step * tiles * AmxRoutines.TileBytes);
        for (int i = step; i < step + count; i++)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                int column = (panel * TileMatrix.PanelColumns) + (tile * AmxRoutines.TileSize);
                Pack(_matrix.PartSteps[part][i], column, (uint*)target, (uint*)scratch);
                target += AmxRoutines.TileBytes;
            }
        }
    }

    void Pack(TileStep step, int column, uint* target, uint* scratch)
    {
        int channels = _matrix.Grid.Channels;
        (int tap, int channel) = Math.DivRem(step.First, channels);
        bool whole = step.Count == AmxRoutines.StepLength && channel + step.Count <= channels && column + AmxRoutines.TileSize <= _matrix.Grid.Columns;
        if (!whole)
        {
            PackElements(step, column, (ushort*)target);
        }
        else if (_direction == PackDirection.Forward)
        {
            float* rows = _kernel.Start + ((((long)step.Run.Taps[tap] * channels) + channel) * _geometry.OutputChannels) + column;
            for (int pair = 0; pair < AmxRoutines.StepLength / 2; pair++)
            {
                Bfloat16Vectors.Pairs(Vector512.Load(rows), Vector512.Load(rows + _geometry.OutputChannels)).Store(target + (pair * AmxRoutines.TileSize));
                rows += 2 * _geometry.OutputChannels;
            }
        }
        else
        {
            float* rows = _kernel.Start + ((((long)step.Run.Taps[tap] * _geometry.InputChannels) + column) * _geometry.OutputChannels) + channel;
            for (int row = 0; row < AmxRoutines.TileSize; row++)
            {
                Bfloat16Vectors.Convert(rows, (ushort*)(scratch + (row * AmxRoutines.TileSize)), AmxRoutines.StepLength);
                rows += _geometry.OutputChannels;
            }

            DwordTranspose.Run(scratch, AmxRoutines.TileSize, target, AmxRoutines.TileSize);
        }
    }

    /// <summary>Any shape, element by element; what does not exist is zero.</summary>
    void PackElements(TileStep step, int column, ushort* target)
    {
        new Span<ushort>(target, AmxRoutines.TileBytes / sizeof(ushort)).Clear();
        int columns = Math.Min(AmxRoutines.TileSize, _matrix.Grid.Columns - column);
        for (int i = 0; i < step.Count; i++)
        {
            (int tap, int channel) = Math.DivRem(step.First + i, _matrix.Grid.Channels);
            for (int c = 0; c < columns; c++)
            {
                (int input, int output) = _direction == PackDirection.Forward ? (channel, column + c) : (column + c, channel);
                float weight = _kernel.Start[(((long)step.Run.Taps[tap] * _geometry.InputChannels) + input) * _geometry.OutputChannels + output];
                target[(((i / 2 * AmxRoutines.TileSize) + c) * 2) + (i % 2)] = Bfloat16Vectors.Convert(weight);
            }
        }
    }
}
