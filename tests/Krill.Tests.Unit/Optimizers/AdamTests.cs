using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class AdamTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new Adam(),
        [
            [0.9990000063, -1.999000003, 0.4990000126],
            [0.9980118854, -1.998572156, 0.4989418882],
            [0.9973558755, -1.998241429, 0.4983570536],
            [0.9966708984, -1.997692565, 0.4978779071],
        ]);

    [Fact]
    public void Update_OwnSettings_IsKeras() => OptimizerRun.Expect(
        new Adam(0.1f) { Beta1 = 0.8, Beta2 = 0.9, Epsilon = 1e-3, Decay = 0.5 },
        [
            [0.9006284807, -1.900315231, 0.4012491109],
            [0.8351400007, -1.874741897, 0.4012491109],
            [0.8047916745, -1.860494568, 0.3711055607],
            [0.7784930393, -1.838007189, 0.3521717567],
        ]);
}
