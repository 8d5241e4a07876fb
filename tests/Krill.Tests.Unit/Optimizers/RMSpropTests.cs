using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class RMSpropTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new RMSprop(),
        [
            [0.9968377243, -1.996837723, 0.4968377263],
            [0.9947991366, -1.997791186, 0.498876313],
            [0.9953287635, -1.997791186, 0.4960372206],
            [0.9942759137, -1.995843659, 0.4960367218],
        ]);

    [Fact]
    public void Update_Decay_IsKeras() => OptimizerRun.Expect(
        new RMSprop(0.01f) { Rho = 0.8, Epsilon = 1e-2, Decay = 0.5 },
        [
            [0.9785965133, -1.978128384, 0.4794751212],
            [0.9690154968, -1.982759081, 0.4887238421],
            [0.9709829851, -1.982759081, 0.478853433],
            [0.9677305044, -1.976806038, 0.4788519673],
        ]);

    [Fact]
    public void Update_Momentum_IsKeras() => OptimizerRun.Expect(
        new RMSprop(0.01f) { Rho = 0.8, Momentum = 0.9, Epsilon = 1e-2 },
        [
            [0.9795875855, -1.978178211, 0.4833333333],
            [0.9472478065, -1.965457585, 0.4802856194],
            [0.9219324956, -1.954009021, 0.4582179781],
            [0.8913447848, -1.928845964, 0.4383535458],
        ]);

    [Fact]
    public void Update_Centered_IsKeras() => OptimizerRun.Expect(
        new RMSprop(0.01f) { Rho = 0.8, Centered = true, Epsilon = 1e-2 },
        [
            [0.9761904762, -1.975609756, 0.4772727273],
            [0.9584447663, -1.982754688, 0.4911458087],
            [0.9628126673, -1.982754688, 0.4695885216],
            [0.9532550063, -1.966193659, 0.4695845961],
        ]);

    [Fact]
    public void Update_CenteredMomentum_IsKeras() => OptimizerRun.Expect(
        new RMSprop(0.01f) { Rho = 0.8, Momentum = 0.9, Centered = true, Epsilon = 1e-2 },
        [
            [0.9776393202, -1.975746437, 0.4823223305],
            [0.94067167, -1.961028913, 0.478364714],
            [0.9115553516, -1.947783141, 0.4538499503],
            [0.8763797133, -1.919376703, 0.4317828806],
        ]);
}
