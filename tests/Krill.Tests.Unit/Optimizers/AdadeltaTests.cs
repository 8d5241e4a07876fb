using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class AdadeltaTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new Adadelta(),
        [
            [0.9999985858, -1.999998586, 0.4999985858],
            [0.9999973169, -1.999999174, 0.4999998547],
            [0.9999976939, -1.999999174, 0.4999977654],
            [0.9999969614, -1.999997983, 0.4999977649],
        ]);

    [Fact]
    public void Update_OwnSettings_IsKeras() => OptimizerRun.Expect(
        new Adadelta(1) { Rho = 0.9, Epsilon = 1e-6 },
        [
            [0.9968377856, -1.996837738, 0.4968379753],
            [0.993954852, -1.998186128, 0.4997207101],
            [0.9948301028, -1.998186128, 0.4950290607],
            [0.9931212003, -1.995450139, 0.4950279727],
        ]);
}
