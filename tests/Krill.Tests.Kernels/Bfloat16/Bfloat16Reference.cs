namespace Krill.Tests.Kernels.Bfloat16;

/// <summary>Rounding to bfloat16 by its definition: the nearest of the two neighbours, the even one where both are as near.</summary>
internal static class Bfloat16Reference
{
    public static float Round(float value)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            return value;
        }

        float below = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000);
        float above = BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000) + 0x10000);

        // In double precision both distances are exact. Beyond the greatest number the next step of the grid stands for infinity.
        double step = float.IsInfinity(above) ? Math.Pow(2, 120) * Math.Sign(value) : (double)above - below;
        double distance = Math.Abs((double)value - below), other = Math.Abs(below + step - value);
        bool evenIsAbove = (BitConverter.SingleToUInt32Bits(below) >> 16) % 2 == 1;
        return distance < other || (distance == other && !evenIsAbove) ? below : above;
    }
}
