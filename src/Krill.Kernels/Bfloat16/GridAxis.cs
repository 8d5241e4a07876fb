namespace Krill.Kernels;

/// <summary>One remainder of a stride along one axis, forward: the pixels that the taps of that remainder meet.</summary>
/// <param name="Phase">The remainder: the first tap.</param>
/// <param name="Taps">How many taps.</param>
/// <param name="First">The first pixel of the source that is met.</param>
/// <param name="Content">How many pixels are met, each a stride after the one before.</param>
/// <param name="Before">Zeros of padding that are met before the first pixel.</param>
/// <param name="After">Zeros that are met behind the last.</param>
internal readonly record struct GridAxis(int Phase, int Taps, int First, int Content, int Before, int After)
{
    public static GridAxis[] Forward(int input, int output, int window, int stride, int pad) =>
        [.. Enumerable.Range(0, Math.Min(stride, window)).Select(phase => Of(phase, input, output, window, stride, pad))];

    static GridAxis Of(int phase, int input, int output, int window, int stride, int pad)
    {
        int taps = ((window - 1 - phase) / stride) + 1;
        int met = output + taps - 1;
        int before = Math.Min(met, Math.Max(0, (pad - phase + stride - 1) / stride));
        int first = (before * stride) + phase - pad;
        int content = Math.Clamp(first < input ? ((input - 1 - first) / stride) + 1 : 0, 0, met - before);
        return new GridAxis(phase, taps, first, content, before, met - before - content);
    }
}

/// <summary>One remainder of a stride along one axis, to the input: the input pixels i with (i + padding) mod stride = phase.</summary>
/// <param name="Phase">The remainder: the first tap.</param>
/// <param name="Taps">How many taps they meet; 0 where the stride is longer than the window.</param>
/// <param name="First">The output pixel that the first of them meets at the first tap.</param>
/// <param name="Last">The output pixel that the last of them meets at the first tap; it may lie behind the image.</param>
/// <param name="Stride">The stride.</param>
/// <param name="Pad">The padding before.</param>
internal readonly record struct InputPhase(int Phase, int Taps, int First, int Last, int Stride, int Pad)
{
    public static InputPhase[] All(int input, int window, int stride, int pad)
    {
        var phases = new List<InputPhase>();
        for (int phase = 0; phase < stride; phase++)
        {
            int[] pixels = [.. Enumerable.Range(0, input).Where(i => (i + pad) % stride == phase)];
            if (pixels.Length > 0)
            {
                int taps = phase >= window ? 0 : ((window - 1 - phase) / stride) + 1;
                phases.Add(new InputPhase(phase, taps, (pixels[0] + pad - phase) / stride, (pixels[^1] + pad - phase) / stride, stride, pad));
            }
        }

        return [.. phases];
    }

    /// <summary>How many pixels before the first and behind the last output the phases' taps and positions reach.</summary>
    public static (int Before, int After) Reach(InputPhase[] phases, int outputs) =>
        (Math.Max(0, phases.Max(phase => phase.Taps - 1 - phase.First)), Math.Max(0, phases.Max(phase => phase.Last - (outputs - 1))));

    /// <summary>The input pixel of a position.</summary>
    public int InputOf(int position) => (position * Stride) + Phase - Pad;

    /// <summary>The tap at which an input pixel of this phase meets the output <paramref name="step"/> before its position.</summary>
    public int TapOf(int step) => Phase + (step * Stride);
}
