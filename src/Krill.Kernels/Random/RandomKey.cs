namespace Krill.Kernels;

/// <summary>The key of a stream of random numbers: 128 bits.</summary>
internal readonly record struct RandomKey(int Word0, int Word1, int Word2, int Word3)
{
    /// <summary>The numbers of one operation in one step of a training; the step's high half goes into the counter.</summary>
    public static RandomKey OfStep(ulong seed, ulong step, int operation) => new((int)seed, (int)(seed >> 32), (int)step, operation);
}
