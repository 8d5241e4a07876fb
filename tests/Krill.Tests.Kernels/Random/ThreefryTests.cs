using System.Runtime.Intrinsics;
using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

/// <summary>The known answers that Random123, its authors' implementation, is tested with (kat_vectors, threefry4x32).</summary>
public sealed unsafe class ThreefryTests
{
    const string Zeros = "00000000 00000000 00000000 00000000", Ones = "ffffffff ffffffff ffffffff ffffffff";
    const string Pi = "243f6a88 85a308d3 13198a2e 03707344", MorePi = "a4093822 299f31d0 082efa98 ec4e6c89";

    static readonly (int Rounds, string Counter, string Key, string Answer)[] Vectors =
    [
        (13, Zeros, Zeros, "531c7e4f 39491ee5 2c855a92 3d6abf9a"),
        (13, Ones, Ones, "c4189358 1c9cc83a d5881c67 6a0a89e0"),
        (13, Pi, MorePi, "4aa71d8f 734738c2 431fc6a8 ae6debf1"),
        (20, Zeros, Zeros, "9c6ca96a e17eae66 fc10ecd4 5256a7d8"),
        (20, Ones, Ones, "2a881696 57012287 f6c7446e a16a6732"),
        (20, Pi, MorePi, "59cd1dbb b8879579 86b5d00c ac8b6d84"),
    ];

    [Theory, AvailableKernelSets]
    public void Encrypt_KnownAnswers_InEveryLane(string set)
    {
        foreach ((int rounds, string counter, string key, string answer) in Vectors)
        {
            uint[] words = Words(counter);
            var lanes = new uint[4 * 16];
            int width = Encrypt(set, rounds, Words(key), words, lanes);
            for (int i = 0; i < 4 * width; i++)
            {
                Assert.Equal(Words(answer)[i / width], lanes[i]);
            }

            Assert.Equal(Words(answer), ThreefryReference.Encrypt(Words(key), words, rounds));
        }
    }

    static int Encrypt(string set, int rounds, uint[] key, uint[] counter, uint[] lanes) => KernelSets.Choose(set, bfloat16: false) switch
    {
        KernelSet.Vector512 => Encrypt<Vector512<float>, Simd512>(rounds, key, counter, lanes),
        KernelSet.Vector256 => Encrypt<Vector256<float>, Simd256>(rounds, key, counter, lanes),
        KernelSet.Vector128 => Encrypt<Vector128<float>, Simd128>(rounds, key, counter, lanes),
        _ => Encrypt<float, SimdScalar>(rounds, key, counter, lanes),
    };

    static int Encrypt<V, S>(int rounds, uint[] key, uint[] counter, uint[] lanes)
        where V : struct
        where S : struct, ISimd<V>
    {
        V a = S.BroadcastInteger((int)counter[0]), b = S.BroadcastInteger((int)counter[1]);
        V c = S.BroadcastInteger((int)counter[2]), d = S.BroadcastInteger((int)counter[3]);
        var k = new RandomKey((int)key[0], (int)key[1], (int)key[2], (int)key[3]);
        if (rounds == 13)
        {
            Threefry.Encrypt<V, S>(k, 13, ref a, ref b, ref c, ref d);
        }
        else
        {
            Threefry.Encrypt<V, S>(k, 20, ref a, ref b, ref c, ref d);
        }

        fixed (uint* words = lanes)
        {
            float* destination = (float*)words;
            S.Store(destination, a);
            S.Store(destination + S.Width, b);
            S.Store(destination + 2 * S.Width, c);
            S.Store(destination + 3 * S.Width, d);
        }

        return S.Width;
    }

    static uint[] Words(string hex) => [.. hex.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
