using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class SGDTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new SGD(),
        [
            [0.995, -1.99, 0.4975],
            [0.991, -1.993, 0.4995],
            [0.992, -1.993, 0.4935],
            [0.99, -1.986, 0.493499],
        ]);

    [Fact]
    public void Update_Decay_IsKeras() => OptimizerRun.Expect(
        new SGD(0.1f) { Decay = 0.5 },
        [
            [0.95, -1.9, 0.475],
            [0.9233333333, -1.92, 0.4883333333],
            [0.9283333333, -1.92, 0.4583333333],
            [0.9203333333, -1.892, 0.4583293333],
        ]);

    [Fact]
    public void Update_Momentum_IsKeras() => OptimizerRun.Expect(
        new SGD(0.1f) { Momentum = 0.9 },
        [
            [0.95, -1.9, 0.475],
            [0.865, -1.84, 0.4725],
            [0.7985, -1.786, 0.41025],
            [0.71865, -1.6674, 0.354215],
        ]);

    [Fact]
    public void Update_NesterovAndDecay_IsKeras() => OptimizerRun.Expect(
        new SGD(0.1f) { Momentum = 0.9, Nesterov = true, Decay = 0.5 },
        [
            [0.905, -1.81, 0.4525],
            [0.8138333333, -1.767, 0.4575833333],
            [0.7652833333, -1.7103, 0.3931583333],
            [0.7018883333, -1.60607, 0.3621682333],
        ]);

    [Fact]
    public void Update_NesterovWithoutMomentum_IsKeras() => OptimizerRun.Expect(
        new SGD { Nesterov = true },
        [
            [0.995, -1.99, 0.4975],
            [0.991, -1.993, 0.4995],
            [0.992, -1.993, 0.4935],
            [0.99, -1.986, 0.493499],
        ]);
}
