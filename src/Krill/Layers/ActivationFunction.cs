namespace Krill;

/// <summary>The functions that a layer can end in. Source: Keras's activations.</summary>
public enum ActivationFunction
{
    /// <summary>x: none.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where x &gt; 0, else 0.3 · x: the slope of Keras's LeakyReLU layer. That layer takes other slopes.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>x / (1 + e⁻ˣ).</summary>
    Swish,

    /// <summary>x · Φ(x), Φ the normal distribution function; exact, not its approximation by tanh.</summary>
    Gelu,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>eˣ / Σ eˣ, the sum along the last axis.</summary>
    Softmax,
}
