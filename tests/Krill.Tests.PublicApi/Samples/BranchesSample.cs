// sample
using Krill;
// end

namespace Samples;

static class BranchesSample
{
    public static void Run()
    {
        // sample
        static Symbol Block(Symbol input, int filters) => input.Conv2D(filters, 3, padding: Padding.Same).BatchNormalization().Relu();

        Symbol image = Symbol.Input(32, 32, 3);
        Symbol first = Block(image, 16).MaxPooling2D(2);
        Symbol second = first.Add(Block(Block(first, 16), 16));
        var model = new Model(image, second.GlobalAveragePooling2D().Dense(10).Softmax());
        // end
        Console.WriteLine(model.ParameterCount);
    }
}
