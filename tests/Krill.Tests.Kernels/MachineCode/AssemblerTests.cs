using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.MachineCode;

/// <summary>Encodings against those that GNU as 2.40 writes for the same instructions, with {disp32}: offsets here always take 32 bits.</summary>
public unsafe class AssemblerTests
{
    [Fact]
    public void Load_LowAndHighRegisters_IsEncoded()
    {
        Check("48 8B 87 10 00 00 00", code => code.Load(Register.Rax, Register.Rdi, 16));
        Check("4C 8B 8F 20 00 00 00", code => code.Load(Register.R9, Register.Rdi, 32));
        Check("49 8B 80 00 00 00 00", code => code.Load(Register.Rax, Register.R8, 0));
        Check("4D 8B 98 F8 FF FF FF", code => code.Load(Register.R11, Register.R8, -8));
    }

    [Fact]
    public void Arithmetic_IsEncoded()
    {
        Check("48 01 F0", code => code.Add(Register.Rax, Register.Rsi));
        Check("4C 01 D0", code => code.Add(Register.Rax, Register.R10));
        Check("49 81 C0 10 00 00 00", code => code.Add(Register.R8, 16));
        Check("49 83 E9 01", code => code.Decrement(Register.R9));
        Check("41 BB 40 00 00 00", code => code.LoadConstant(Register.R11, 64));
        Check("B9 FF FF FF FF", code => code.LoadConstant(Register.Rcx, -1));
    }

    [Fact]
    public void Jumps_AreRelativeToTheirEnd()
    {
        Check("0F 85 FA FF FF FF", code => code.JumpBackIfNotZero(0));
        Check("C3", code => code.Return());
    }

    [Fact]
    public void Tiles_AreEncoded()
    {
        Check("C4 E2 78 49 87 00 00 00 00", code => code.LoadTileConfiguration(Register.Rdi));
        Check("C4 E2 78 49 C0", code => code.ReleaseTiles());
        Check("C4 E2 7B 4B A4 08 00 00 00 00", code => code.LoadTile(Tile.Tmm4, Register.Rax, Register.Rcx));
        Check("C4 A2 7B 4B BC 18 00 04 00 00", code => code.LoadTile(Tile.Tmm7, Register.Rax, Register.R11, 1024));
        Check("C4 82 7A 4B 8C 1A 40 00 00 00", code => code.StoreTile(Tile.Tmm1, Register.R10, Register.R11, 64));
        Check("C4 E2 4A 5C C4", code => code.MultiplyAddBfloat16(Tile.Tmm0, Tile.Tmm4, Tile.Tmm6));
        Check("C4 E2 42 5C DD", code => code.MultiplyAddBfloat16(Tile.Tmm3, Tile.Tmm5, Tile.Tmm7));
    }

    [TileFact]
    public void TryCreate_Code_RunsWhatWasWritten()
    {
        // Adds up 1 to the first argument, by a loop.
        var code = new Assembler();
        code.LoadConstant(Register.Rax, 0);
        int loop = code.Here;
        code.Add(Register.Rax, Register.Rdi);
        code.Decrement(Register.Rdi);
        code.JumpBackIfNotZero(loop);
        code.Return();
        var routine = (delegate* unmanaged<long, long>)ExecutableMemory.TryCreate(code.Code)!.Start;
        Assert.Equal(5050, routine(100));
    }

    static void Check(string expected, Action<Assembler> write)
    {
        var code = new Assembler();
        write(code);
        Assert.Equal(expected, string.Join(' ', code.Code.ToArray().Select(each => each.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))));
    }
}
