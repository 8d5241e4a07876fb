namespace Krill.Kernels;

/// <summary>A general register of x64, by its number in encodings.</summary>
internal enum Register : byte
{
    Rax = 0,
    Rcx = 1,
    Rdx = 2,
    Rsi = 6,
    Rdi = 7,
    R8 = 8,
    R9 = 9,
    R10 = 10,
    R11 = 11,
}

/// <summary>One of the eight tile registers of AMX.</summary>
internal enum Tile : byte
{
    Tmm0,
    Tmm1,
    Tmm2,
    Tmm3,
    Tmm4,
    Tmm5,
    Tmm6,
    Tmm7,
}
