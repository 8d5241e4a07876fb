using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class AdamaxTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new Adamax(),
        [
            [0.9990000002, -1.999, 0.4990000004],
            [0.9981043679, -1.998683895, 0.4989473162],
            [0.9976126101, -1.998484233, 0.4985644749],
            [0.9971468351, -1.998138329, 0.4982926368],
        ]);

    [Fact]
    public void Update_OwnSettings_IsKeras() => OptimizerRun.Expect(
        new Adamax(0.1f) { Beta1 = 0.8, Beta2 = 0.5, Epsilon = 1e-2 },
        [
            [0.9019607843, -1.900990099, 0.4038461538],
            [0.7935597003, -1.846523868, 0.4038461538],
            [0.6881732834, -1.783472166, 0.3635344097],
            [0.5862246449, -1.734806186, 0.3110713447],
        ]);
}
