namespace Krill.Tests.Kernels;

/// <summary>Threefry-4x32 as the paper's tables have it, and the layout of Krill's random numbers on top.</summary>
internal static class ThreefryReference
{
    // Table 2 of the paper (Skein's constants for four 32-bit words): one row a round.
    static readonly int[,] Rotations = { { 10, 26 }, { 11, 21 }, { 13, 27 }, { 23, 5 }, { 6, 20 }, { 17, 11 }, { 25, 10 }, { 18, 20 } };

    public static uint[] Encrypt(uint[] key, uint[] counter, int rounds)
    {
        uint[] schedule = [.. key, 0x1BD11BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]];
        uint[] x = [.. counter.Select((word, i) => word + schedule[i])];
        for (int round = 0; round < rounds; round++)
        {
            int partner = round % 2 == 0 ? 1 : 3;
            x[0] += x[partner];
            x[partner] = uint.RotateLeft(x[partner], Rotations[round % 8, 0]) ^ x[0];
            x[2] += x[4 - partner];
            x[4 - partner] = uint.RotateLeft(x[4 - partner], Rotations[round % 8, 1]) ^ x[2];
            if (round % 4 == 3)
            {
                int count = round / 4 + 1;
                for (int i = 0; i < 4; i++)
                {
                    x[i] += schedule[(count + i) % 5];
                }

                x[3] += (uint)count;
            }
        }

        return x;
    }

    /// <summary>The two words of the pair that an element belongs to, and whether its own is the second.</summary>
    public static (uint First, uint Second, bool IsSecond) Words(ulong seed, ulong step, int operation, int purpose, int image, int element)
    {
        int group = element / 64, j = element % 64, word = j / 16;
        uint[] x = Encrypt(
            [(uint)seed, (uint)(seed >> 32), (uint)step, (uint)operation],
            [(uint)(group * 16 + j % 16), (uint)image, (uint)(step >> 32), (uint)purpose],
            13);
        return (x[word & ~1], x[word | 1], (word & 1) != 0);
    }

    public static double Uniform(uint word) => (word >> 8) / 16777216.0;

    public static double Normal(uint first, uint second, bool isSecond)
    {
        double u = (float)((first >> 1) | 1) / 2147483648.0, angle = 2 * Math.PI * (second / 4294967296.0);
        return Math.Sqrt(-2 * Math.Log(u)) * (isSecond ? Math.Sin(angle) : Math.Cos(angle));
    }
}
