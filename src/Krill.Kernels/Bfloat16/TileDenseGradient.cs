using System.Runtime.Intrinsics;

namespace Krill.Kernels;

/// <summary>
/// The gradient with respect to the weights of a dense layer on the tile unit. An image is a single position, so the images of the batch are what is
/// summed over: each task transposes some inputs of all images, and multiplies them with all output gradients.
/// </summary>
internal sealed unsafe class TileDenseGradient : TaskKernel
{
    const int TileSize = AmxRoutines.TileSize;
    const int PanelColumns = TileMatrix.PanelColumns;

    // A task's inputs: with 512 images 128 KiB, transposed.
    const int InputsPerTask = 128;

    readonly ConvolutionGeometry _geometry;
    readonly int _images;
    readonly Storage _input;
    readonly Storage _outputGradient;
    readonly Storage _gradient;
    readonly int _steps;
    readonly int _lineLength;
    readonly int _columnTiles;
    readonly nint[][] _offsets;

    public TileDenseGradient(ConvolutionGeometry geometry, int images, Storage input, Storage outputGradient, Storage gradient)
    {
        _geometry = geometry;
        _images = images;
        _input = input;
        _outputGradient = outputGradient;
        _gradient = gradient;
        _steps = (images + AmxRoutines.StepLength - 1) / AmxRoutines.StepLength;
        _lineLength = (_steps | 1) * AmxRoutines.StepLength;
        _columnTiles = (geometry.OutputChannels + TileSize - 1) / TileSize;
        _offsets = [Offsets(1), Offsets(2)];
    }

    public override int Tasks => (_geometry.InputChannels + InputsPerTask - 1) / InputsPerTask;

    // The transposed inputs, the pairs of a panel's gradients, sums, zeros, and a square to transpose.
    public override long ScratchLength => (InputsPerTask * _lineLength / 2) + PairsLength + (2 * TileSize * PanelColumns) + PanelColumns + (TileSize * TileSize);

    int PairsLength => _steps * 2 * TileSize * TileSize;

    /// <summary>Whether the tile unit takes a geometry: its rows are whole tiles of inputs, and the batch fills some steps.</summary>
    public static bool Suits(ConvolutionGeometry geometry, int images) =>
        geometry.Taps == 1 && geometry.InputPixels == 1 && geometry.InputChannels % TileSize == 0 && images >= AmxRoutines.StepLength;

    public override void Run(int task, float* scratch)
    {
        ushort* lines = (ushort*)scratch;
        float* pairs = scratch + (InputsPerTask * _lineLength / 2);
        float* sums = pairs + PairsLength;
        float* zeros = sums + (2 * TileSize * PanelColumns);
        float* square = zeros + PanelColumns;
        int first = task * InputsPerTask, inputs = Math.Min(InputsPerTask, _geometry.InputChannels - first);
        for (int input = 0; input < inputs; input += TileSize)
        {
            for (int step = 0; step < _steps; step++)
            {
                FillPairs(_input.Start + first + input, _geometry.InputChannels, TileSize, step, (uint*)square);
                DwordTranspose.Run((uint*)square, TileSize, (uint*)(lines + (input * _lineLength) + (step * AmxRoutines.StepLength)), _lineLength / 2);
            }
        }

        ShortRuns.Clear(zeros, PanelColumns);
        TileProduct* product = stackalloc TileProduct[1];
        product->LeftStride = _lineLength * sizeof(ushort);
        product->LeftSecond = product->LeftStride * TileSize;
        product->Steps = _steps;
        product->Right = (byte*)pairs;
        product->Start = zeros;
        product->StartSecond = zeros;
        product->StartStride = 0;
        product->Sums = sums;
        product->SumsSecond = sums + (TileSize * PanelColumns);
        product->SumsStride = PanelColumns * sizeof(float);
        AmxRoutines.Configure(TileSize);
        for (int column = 0; column < _geometry.OutputChannels; column += PanelColumns)
        {
            int columns = Math.Min(PanelColumns, _geometry.OutputChannels - column), tiles = (columns + TileSize - 1) / TileSize;
            for (int i = 0; i < _steps * tiles; i++)
            {
                int start = column + (i % tiles * TileSize);
                int count = Math.Min(TileSize, _geometry.OutputChannels - start);
                FillPairs(_outputGradient.Start + start, _geometry.OutputChannels, count, i / tiles, (uint*)pairs + (i * TileSize * TileSize));
            }

            fixed (nint* offsets = _offsets[tiles - 1])
            {
                product->Offsets = offsets;
                for (int input = 0; input < inputs; input += 2 * TileSize)
                {
                    int rows = Math.Min(2 * TileSize, inputs - input);
                    product->Left = (byte*)(lines + (input * _lineLength));
                    AmxRoutines.Multiply(rows > TileSize ? 2 : 1, tiles, product);
                    float* target = _gradient.Start + ((long)(first + input) * _geometry.OutputChannels) + column;
                    PixelRows.Unpack(sums, PanelColumns, rows, columns, target, _geometry.OutputChannels);
                }
            }
        }

        AmxRoutines.Release();
    }

    /// <summary>Some columns of 32 images in pairs; images that do not exist are zero.</summary>
    void FillPairs(float* source, int rowLength, int columns, int step, uint* target)
    {
        int image = step * AmxRoutines.StepLength;
        for (int pair = 0; pair < TileSize; pair++)
        {
            float* row = source + ((long)image * rowLength);
            Bfloat16Vectors.Pairs(
                image < _images ? Bfloat16Vectors.LoadRow(row, columns) : default,
                image + 1 < _images ? Bfloat16Vectors.LoadRow(row + rowLength, columns) : default).Store(target + (pair * TileSize));
            image += 2;
        }
    }

    nint[] Offsets(int tiles) =>
        [.. Enumerable.Range(0, _steps).SelectMany(step => new nint[] { step * AmxRoutines.StepLength * sizeof(ushort), step * tiles * AmxRoutines.TileBytes })];
}
