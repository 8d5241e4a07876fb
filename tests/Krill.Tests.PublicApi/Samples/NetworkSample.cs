// sample
using Krill;
// end

namespace Samples;

static class NetworkSample
{
    public static void Run()
    {
        // sample
        Symbol image = Symbol.Input(28, 28);
        Symbol features = image
            .Reshape(28, 28, 1)
            .Conv2D(32, 3, padding: Padding.Same, activation: ActivationFunction.Relu).AveragePooling2D(2)
            .Conv2D(32, 3, padding: Padding.Same, activation: ActivationFunction.Relu).AveragePooling2D(2);

        Console.WriteLine(new Model(image, features).Summary(50));
        // end
    }
}
