using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Krill.Kernels;

/// <summary>
/// Matrix products of bfloat16 on the tile unit of x64 (AMX). .NET has no intrinsics for it, so these routines are machine code that is written
/// when the process first needs them.
/// </summary>
/// <remarks>
/// A routine is called without the runtime's transition to foreign code, which would cost as much as a short product; the garbage collector
/// waits for at most one of them, some microseconds. The tiles are part of a thread's state: they survive a change of threads.
/// </remarks>
internal static unsafe class AmxRoutines
{
    /// <summary>Rows of a tile, and columns of float32 sums.</summary>
    public const int TileSize = 16;

    /// <summary>Elements of bfloat16 in a row of a tile: what a step sums.</summary>
    public const int StepLength = 32;

    /// <summary>Bytes of a tile.</summary>
    public const int TileBytes = 1024;

    // Tiles 0 to 3 hold the sums (group · 2 + column tile), 4 and 5 the rows, 6 and 7 the columns.
    const Tile Left = Tile.Tmm4, LeftSecond = Tile.Tmm5, Right = Tile.Tmm6, RightSecond = Tile.Tmm7;

    static readonly ExecutableMemory?[] s_code = IsAllowed() ? [.. Enumerable.Range(0, 6).Select(routine => ExecutableMemory.TryCreate(Routine(routine)))] : [];

    /// <summary>Whether this processor and system run the routines.</summary>
    public static bool IsSupported { get; } = s_code.Length > 0 && Array.TrueForAll(s_code, code => code is not null);

    /// <summary>Prepares this thread's tiles for groups of some rows. Ends with <see cref="Release"/>.</summary>
    /// <param name="rows">Rows of a group, 1 to 16.</param>
    public static void Configure(int rows)
    {
        byte* shapes = stackalloc byte[64];
        new Span<byte>(shapes, 64).Clear();
        shapes[0] = 1;
        ushort* rowBytes = (ushort*)(shapes + 16);
        byte* rowCounts = shapes + 48;
        for (int tile = 0; tile < 8; tile++)
        {
            rowBytes[tile] = 64;
            rowCounts[tile] = (byte)(tile < (int)Right ? rows : TileSize);
        }

        ((delegate* unmanaged[SuppressGCTransition]<byte*, void>)s_code[4]!.Start)(shapes);
    }

    /// <summary>Empties this thread's tiles.</summary>
    public static void Release() => ((delegate* unmanaged[SuppressGCTransition]<void>)s_code[5]!.Start)();

    /// <summary>sums = start + left · right.</summary>
    /// <param name="groups">Groups of rows, 1 or 2.</param>
    /// <param name="columnTiles">Tiles of columns, 1 or 2.</param>
    /// <param name="product">The operands.</param>
    public static void Multiply(int groups, int columnTiles, TileProduct* product) =>
        ((delegate* unmanaged[SuppressGCTransition]<TileProduct*, void>)s_code[((groups - 1) * 2) + columnTiles - 1]!.Start)(product);

    static byte[] Routine(int routine)
    {
        var assembler = new Assembler();
        switch (routine)
        {
            case 4:
                assembler.LoadTileConfiguration(Register.Rdi);
                break;
            case 5:
                assembler.ReleaseTiles();
                break;
            default:
                WriteMultiply(assembler, (routine / 2) + 1, (routine % 2) + 1);
                break;
        }

        assembler.Return();
        return assembler.Code.ToArray();
    }

    /// <summary>The calling convention of System V: the operands' address comes in rdi; all registers used may be changed.</summary>
    static void WriteMultiply(Assembler assembler, int groups, int columnTiles)
    {
        const Register Operands = Register.Rdi, Rows = Register.Rsi, Second = Register.Rdx, RowStride = Register.Rcx, Offsets = Register.R8, Steps = Register.R9;
        const Register Columns = Register.R10, Stride = Register.R11, Place = Register.Rax;

        assembler.Load(Rows, Operands, Field(nameof(TileProduct.Left)));
        assembler.Load(Second, Operands, Field(nameof(TileProduct.LeftSecond)));
        assembler.Load(RowStride, Operands, Field(nameof(TileProduct.LeftStride)));
        assembler.Load(Offsets, Operands, Field(nameof(TileProduct.Offsets)));
        assembler.Load(Steps, Operands, Field(nameof(TileProduct.Steps)));
        assembler.Load(Columns, Operands, Field(nameof(TileProduct.Right)));
        assembler.Load(Stride, Operands, Field(nameof(TileProduct.StartStride)));
        for (int group = 0; group < groups; group++)
        {
            assembler.Load(Place, Operands, Field(group == 0 ? nameof(TileProduct.Start) : nameof(TileProduct.StartSecond)));
            for (int column = 0; column < columnTiles; column++)
            {
                assembler.LoadTile(Sums(group, column), Place, Stride, column * 64);
            }
        }

        assembler.LoadConstant(Stride, 64);
        int loop = assembler.Here;
        assembler.Load(Place, Offsets, 0);
        assembler.Add(Place, Rows);
        assembler.LoadTile(Left, Place, RowStride);
        if (groups > 1)
        {
            assembler.Add(Place, Second);
            assembler.LoadTile(LeftSecond, Place, RowStride);
        }

        assembler.Load(Place, Offsets, sizeof(long));
        assembler.Add(Offsets, 2 * sizeof(long));
        assembler.Add(Place, Columns);
        assembler.LoadTile(Right, Place, Stride);
        if (columnTiles > 1)
        {
            assembler.LoadTile(RightSecond, Place, Stride, TileBytes);
        }

        for (int column = 0; column < columnTiles; column++)
        {
            for (int group = 0; group < groups; group++)
            {
                assembler.MultiplyAddBfloat16(Sums(group, column), group == 0 ? Left : LeftSecond, column == 0 ? Right : RightSecond);
            }
        }

        assembler.Decrement(Steps);
        assembler.JumpBackIfNotZero(loop);

        assembler.Load(Stride, Operands, Field(nameof(TileProduct.SumsStride)));
        for (int group = 0; group < groups; group++)
        {
            assembler.Load(Place, Operands, Field(group == 0 ? nameof(TileProduct.Sums) : nameof(TileProduct.SumsSecond)));
            for (int column = 0; column < columnTiles; column++)
            {
                assembler.StoreTile(Sums(group, column), Place, Stride, column * 64);
            }
        }
    }

    static Tile Sums(int group, int column) => (Tile)((group * 2) + column);

    static int Field(string name) => (int)Marshal.OffsetOf<TileProduct>(name);

    /// <summary>Whether the processor has the unit and the system lets this process use it, which it must be asked for.</summary>
    static bool IsAllowed()
    {
        const int Bfloat16Bit = 22, TileBit = 24;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !Avx512BW.VL.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return false;
        }

        int features = X86Base.CpuId(7, 0).Edx;
        if ((features >> Bfloat16Bit & features >> TileBit & 1) == 0)
        {
            return false;
        }

        const int ArchPrctl = 158, RequestPermission = 0x1023, TileData = 18;
        return syscall(ArchPrctl, RequestPermission, TileData) == 0;
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern nint syscall(nint number, nint first, nint second);
}
