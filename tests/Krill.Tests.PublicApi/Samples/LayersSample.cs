// sample
using Krill;
using Krill.Layers;
// end

namespace Samples;

static class LayersSample
{
    public static void Run()
    {
        // sample
        Symbol image = Symbol.Input(28, 28, 1);
        Symbol features = image.Conv2D(32, 3).Relu().MaxPooling2D();
        Symbol same = image.Apply(new Conv2D(32, 3) { UseBias = false }).BatchNormalization().Relu();
        // end
        Console.WriteLine($"{features.Shape} {same.Shape}");
    }
}
