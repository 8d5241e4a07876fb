using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Threefry-4x32, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
/// (SC 2011): a keyed bijection of 128-bit counters, made of additions, rotations and exclusive-ors only, so that it is the
/// same at every vector width. 13 rounds pass all of BigCrush; 20 are its authors' margin.
/// </summary>
internal static class Threefry
{
    /// <summary>The rounds that Krill's numbers come from.</summary>
    public const int Rounds = 13;

    const int Parity = 0x1BD11BDA;

    /// <summary>Encrypts a counter in each lane, in place. <paramref name="rounds"/> is 13 or 20 and must be a constant.</summary>
    /// <remarks>Spelled out, as rotations by constants are one instruction and tables would be loads.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt<V, S>(RandomKey key, int rounds, ref V x0, ref V x1, ref V x2, ref V x3)
        where V : struct
        where S : struct, ISimd<V>
    {
        V k0 = S.BroadcastInteger(key.Word0), k1 = S.BroadcastInteger(key.Word1), k2 = S.BroadcastInteger(key.Word2), k3 = S.BroadcastInteger(key.Word3);
        V k4 = S.BroadcastInteger(Parity ^ key.Word0 ^ key.Word1 ^ key.Word2 ^ key.Word3);
        V a = S.AddInteger(x0, k0), b = S.AddInteger(x1, k1), c = S.AddInteger(x2, k2), d = S.AddInteger(x3, k3);

        FirstFour<V, S>(ref a, ref b, ref c, ref d);
        Inject<V, S>(ref a, ref b, ref c, ref d, k1, k2, k3, k4, 1);
        LastFour<V, S>(ref a, ref b, ref c, ref d);
        Inject<V, S>(ref a, ref b, ref c, ref d, k2, k3, k4, k0, 2);
        FirstFour<V, S>(ref a, ref b, ref c, ref d);
        Inject<V, S>(ref a, ref b, ref c, ref d, k3, k4, k0, k1, 3);
        if (rounds == Rounds)
        {
            a = S.AddInteger(a, b);
            b = S.Xor(S.RotateLeft(b, 6), a);
            c = S.AddInteger(c, d);
            d = S.Xor(S.RotateLeft(d, 20), c);
        }
        else
        {
            LastFour<V, S>(ref a, ref b, ref c, ref d);
            Inject<V, S>(ref a, ref b, ref c, ref d, k4, k0, k1, k2, 4);
            FirstFour<V, S>(ref a, ref b, ref c, ref d);
            Inject<V, S>(ref a, ref b, ref c, ref d, k0, k1, k2, k3, 5);
        }

        (x0, x1, x2, x3) = (a, b, c, d);
    }

    /// <summary>Rounds 0 to 3 of every eight. In each, two words are mixed into the two others; odd rounds pair them crosswise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FirstFour<V, S>(ref V a, ref V b, ref V c, ref V d)
        where V : struct
        where S : struct, ISimd<V>
    {
        a = S.AddInteger(a, b);
        b = S.Xor(S.RotateLeft(b, 10), a);
        c = S.AddInteger(c, d);
        d = S.Xor(S.RotateLeft(d, 26), c);

        a = S.AddInteger(a, d);
        d = S.Xor(S.RotateLeft(d, 11), a);
        c = S.AddInteger(c, b);
        b = S.Xor(S.RotateLeft(b, 21), c);

        a = S.AddInteger(a, b);
        b = S.Xor(S.RotateLeft(b, 13), a);
        c = S.AddInteger(c, d);
        d = S.Xor(S.RotateLeft(d, 27), c);

        a = S.AddInteger(a, d);
        d = S.Xor(S.RotateLeft(d, 23), a);
        c = S.AddInteger(c, b);
        b = S.Xor(S.RotateLeft(b, 5), c);
    }

    /// <summary>Rounds 4 to 7 of every eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void LastFour<V, S>(ref V a, ref V b, ref V c, ref V d)
        where V : struct
        where S : struct, ISimd<V>
    {
        a = S.AddInteger(a, b);
        b = S.Xor(S.RotateLeft(b, 6), a);
        c = S.AddInteger(c, d);
        d = S.Xor(S.RotateLeft(d, 20), c);

        a = S.AddInteger(a, d);
        d = S.Xor(S.RotateLeft(d, 17), a);
        c = S.AddInteger(c, b);
        b = S.Xor(S.RotateLeft(b, 11), c);

        a = S.AddInteger(a, b);
        b = S.Xor(S.RotateLeft(b, 25), a);
        c = S.AddInteger(c, d);
        d = S.Xor(S.RotateLeft(d, 10), c);

        a = S.AddInteger(a, d);
        d = S.Xor(S.RotateLeft(d, 18), a);
        c = S.AddInteger(c, b);
        b = S.Xor(S.RotateLeft(b, 20), c);
    }

    /// <summary>Adds the next words of the key, and how many times this was done to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Inject<V, S>(ref V a, ref V b, ref V c, ref V d, V ka, V kb, V kc, V kd, int count)
        where V : struct
        where S : struct, ISimd<V>
    {
        a = S.AddInteger(a, ka);
        b = S.AddInteger(b, kb);
        c = S.AddInteger(c, kc);
        d = S.AddInteger(d, S.AddInteger(kd, S.BroadcastInteger(count)));
    }
}
