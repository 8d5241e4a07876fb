namespace Krill.Layers
{
    /// <summary>
    /// An activation function as a layer of its own. Input and output of any shape; softmax needs at least one axis. Source: Keras's Activation.
    /// </summary>
    public sealed class Activation : Layer
    {
        /// <summary>An activation function.</summary>
        /// <param name="function">The function.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
        public Activation(ActivationFunction function)
        {
            Function = Require.Defined(function, nameof(Activation), "function", nameof(function));
        }

        /// <summary>The function.</summary>
        public ActivationFunction Function { get; }

        /// <inheritdoc/>
        protected override Symbol Call(IReadOnlyList<Symbol> inputs) => ActivationFunctions.Of(Function, inputs[0]);
    }
}

namespace Krill
{
    public sealed partial class Symbol
    {
        /// <summary>Applies an activation function.</summary>
        /// <param name="function">The function.</param>
        /// <returns>A symbol of the same shape.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
        public Symbol Activation(ActivationFunction function) => new Layers.Activation(function).Apply(this);
    }
}
