namespace Krill.Tests.Kernels;

/// <summary>
/// One weight under one of Keras's optimizers, in double precision, written down from the formulas of
/// tf.keras.optimizers (OptimizerV2, TensorFlow 2.3 to 2.5) and the kernels that it calls: hyperparameters in, weight out.
/// </summary>
internal sealed class OptimizerReference(double weight)
{
    double _a;
    double _b;
    double _c;
    double _schedule = 1;
    int _t;

    public double Weight { get; private set; } = weight;

    public void Sgd(double g, double rate, double momentum, bool nesterov)
    {
        _a = momentum * _a - rate * g;
        Weight += nesterov ? momentum * _a - rate * g : _a;
    }

    public void DecayedSgd(double g, double rate, double momentum, bool nesterov, double decay, bool coupled)
    {
        double gradient = coupled ? g + decay * Weight : g;
        Weight -= coupled ? 0 : rate * decay * Weight;
        Sgd(gradient, rate, momentum, nesterov);
    }

    /// <summary>Of a weight that is an average, with the weight in the gradient's place.</summary>
    public void Average(double weight, double share) => Weight = (1 - share) * Weight + share * weight;

    public void RmsProp(double g, double rate, double rho, double momentum, double epsilon, bool centered)
    {
        _a = rho * _a + (1 - rho) * g * g;
        _b = rho * _b + (1 - rho) * g;
        double variance = centered ? _a - _b * _b : _a;
        if (momentum == 0)
        {
            Weight -= rate * g / (Math.Sqrt(variance) + epsilon);
            return;
        }

        _c = momentum * _c + rate * g / Math.Sqrt(variance + epsilon);
        Weight -= _c;
    }

    public void Adam(double g, double rate, double beta1, double beta2, double epsilon, double decay)
    {
        _t++;
        Weight -= rate * decay * Weight;
        _a = beta1 * _a + (1 - beta1) * g;
        _b = beta2 * _b + (1 - beta2) * g * g;
        Weight -= rate * Math.Sqrt(1 - Math.Pow(beta2, _t)) / (1 - Math.Pow(beta1, _t)) * _a / (Math.Sqrt(_b) + epsilon);
    }

    public void Adamax(double g, double rate, double beta1, double beta2, double epsilon)
    {
        _t++;
        _a = beta1 * _a + (1 - beta1) * g;
        _b = Math.Max(beta2 * _b, Math.Abs(g));
        Weight -= rate / (1 - Math.Pow(beta1, _t)) * (_a / (_b + epsilon));
    }

    public void Nadam(double g, double rate, double beta1, double beta2, double epsilon)
    {
        _t++;
        double now = beta1 * (1 - 0.5 * Math.Pow(0.96, 0.004 * _t)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, 0.004 * (_t + 1)));
        _schedule *= now;
        _a = beta1 * _a + (1 - beta1) * g;
        _b = beta2 * _b + (1 - beta2) * g * g;
        double gPrime = g / (1 - _schedule), mPrime = _a / (1 - _schedule * next), vPrime = _b / (1 - Math.Pow(beta2, _t));
        Weight -= rate * ((1 - now) * gPrime + next * mPrime) / (Math.Sqrt(vPrime) + epsilon);
    }

    public void Adadelta(double g, double rate, double rho, double epsilon)
    {
        _a = rho * _a + (1 - rho) * g * g;
        double update = Math.Sqrt(_b + epsilon) / Math.Sqrt(_a + epsilon) * g;
        _b = rho * _b + (1 - rho) * update * update;
        Weight -= rate * update;
    }
}
