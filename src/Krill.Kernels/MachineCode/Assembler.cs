using System.Buffers.Binary;

namespace Krill.Kernels;

/// <summary>
/// Writes x64 machine code: the few instructions that Krill's routines are made of, each a method with its name in the manuals. Routines use only
/// registers that a call may change, and end with <see cref="Return"/>.
/// </summary>
/// <remarks>Source of the encodings: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.</remarks>
internal sealed class Assembler
{
    // Fields of a VEX prefix: the implied legacy prefix, and the map 0F 38, in which all of AMX lies.
    const int NoPrefix = 0, PrefixF3 = 2, PrefixF2 = 3;
    const int Map0F38 = 2;

    readonly List<byte> _code = [];

    /// <summary>The code so far.</summary>
    public ReadOnlySpan<byte> Code => _code.ToArray();

    /// <summary>Where the next instruction goes, for jumps back.</summary>
    public int Here => _code.Count;

    /// <summary>mov target, [source + offset]: 64 bits.</summary>
    public void Load(Register target, Register source, int offset)
    {
        Rex(reg: (int)target, index: 0, rm: (int)source);
        _code.Add(0x8B);
        Memory((int)target, source, offset);
    }

    /// <summary>mov target, value: 32 bits, the upper half zeroed.</summary>
    public void LoadConstant(Register target, int value)
    {
        if ((int)target >= 8)
        {
            _code.Add(0x41);
        }

        _code.Add((byte)(0xB8 + ((int)target & 7)));
        Int32(value);
    }

    /// <summary>add target, value: 64 bits.</summary>
    public void Add(Register target, Register value)
    {
        Rex(reg: (int)value, index: 0, rm: (int)target);
        _code.Add(0x01);
        _code.Add(Registers((int)value, (int)target));
    }

    /// <summary>add target, value: 64 bits.</summary>
    public void Add(Register target, int value)
    {
        Rex(reg: 0, index: 0, rm: (int)target);
        _code.Add(0x81);
        _code.Add(Registers(0, (int)target));
        Int32(value);
    }

    /// <summary>sub target, 1: 64 bits; the flags say whether it became zero.</summary>
    public void Decrement(Register target)
    {
        Rex(reg: 0, index: 0, rm: (int)target);
        _code.Add(0x83);
        _code.Add(Registers(5, (int)target));
        _code.Add(1);
    }

    /// <summary>jnz: to an earlier place, unless the last result was zero.</summary>
    public void JumpBackIfNotZero(int place)
    {
        _code.Add(0x0F);
        _code.Add(0x85);
        Int32(place - (_code.Count + sizeof(int)));
    }

    /// <summary>ret.</summary>
    public void Return() => _code.Add(0xC3);

    /// <summary>ldtilecfg [source]: the shape of each tile, 64 bytes.</summary>
    public void LoadTileConfiguration(Register source)
    {
        Vex(NoPrefix, reg: 0, index: 0, rm: (int)source);
        _code.Add(0x49);
        Memory(0, source, 0);
    }

    /// <summary>tilerelease: the tiles are empty, and cost nothing at a change of threads.</summary>
    public void ReleaseTiles()
    {
        Vex(NoPrefix, reg: 0, index: 0, rm: 0);
        _code.Add(0x49);
        _code.Add(Registers(0, 0));
    }

    /// <summary>tileloadd target, [start + stride]: a row of the tile each <paramref name="stride"/> bytes.</summary>
    public void LoadTile(Tile target, Register start, Register stride, int offset = 0) => MoveTile(PrefixF2, target, start, stride, offset);

    /// <summary>tilestored [start + stride], source.</summary>
    public void StoreTile(Tile source, Register start, Register stride, int offset = 0) => MoveTile(PrefixF3, source, start, stride, offset);

    /// <summary>tdpbf16ps sums, left, right: sums += left · right, of bfloat16 in pairs.</summary>
    public void MultiplyAddBfloat16(Tile sums, Tile left, Tile right)
    {
        Vex(PrefixF3, reg: (int)sums, index: 0, rm: (int)left, second: (int)right);
        _code.Add(0x5C);
        _code.Add(Registers((int)sums, (int)left));
    }

    void MoveTile(int prefix, Tile tile, Register start, Register stride, int offset)
    {
        Vex(prefix, reg: (int)tile, index: (int)stride, rm: (int)start);
        _code.Add(0x4B);
        _code.Add((byte)(0b10_000_100 | ((int)tile << 3)));
        _code.Add((byte)((((int)stride & 7) << 3) | ((int)start & 7)));
        Int32(offset);
    }

    /// <summary>The prefix of 64-bit instructions, with the fourth bits of the registers.</summary>
    void Rex(int reg, int index, int rm) => _code.Add((byte)(0x48 | ((reg >> 3) << 2) | ((index >> 3) << 1) | (rm >> 3)));

    /// <summary>The three-byte prefix of vector and tile instructions; registers stand inverted in it.</summary>
    void Vex(int prefix, int reg, int index, int rm, int second = 0)
    {
        _code.Add(0xC4);
        _code.Add((byte)(((~reg >> 3 & 1) << 7) | ((~index >> 3 & 1) << 6) | ((~rm >> 3 & 1) << 5) | Map0F38));
        _code.Add((byte)(((~second & 15) << 3) | prefix));
    }

    static byte Registers(int reg, int rm) => (byte)(0b11_000_000 | ((reg & 7) << 3) | (rm & 7));

    /// <summary>The operand [register + offset], always with 32 bits of offset. Registers whose number ends in 4 would need another byte.</summary>
    void Memory(int reg, Register start, int offset)
    {
        _code.Add((byte)(0b10_000_000 | ((reg & 7) << 3) | ((int)start & 7)));
        Int32(offset);
    }

    void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _code.AddRange(bytes);
    }
}
