using Krill.Layers;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class NadamTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new Nadam(),
        [
            [0.9989435484, -1.998943548, 0.4989435486],
            [0.9982413148, -1.99918355, 0.499547301],
            [0.9983195616, -1.999141463, 0.4985487249],
            [0.9978732429, -1.998416212, 0.4984729466],
        ]);

    [Fact]
    public void Update_OwnSettings_IsKeras() => OptimizerRun.Expect(
        new Nadam(0.1f) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-2 },
        [
            [0.8926197958, -1.891556625, 0.3946847998],
            [0.8158921545, -1.914723041, 0.455275009],
            [0.8211004041, -1.90923229, 0.3492412652],
            [0.7701150477, -1.827814444, 0.3381624823],
        ]);

    [Fact]
    public void BeginStep_TakenUpLater_HasTheSameSchedule()
    {
        // The product of momenta follows from the step's number: an optimizer that starts at step 3 goes on as one that took the steps before.
        var steady = new Nadam(0.1f);
        for (int step = 1; step <= 3; step++)
        {
            steady.Iterations = step;
            steady.BeginStep();
        }

        var resumed = new Nadam(0.1f) { Iterations = 3 };
        resumed.BeginStep();

        Assert.Equal(Step(steady), Step(resumed));
        steady.Iterations = 1;
        steady.BeginStep();
        var fresh = new Nadam(0.1f) { Iterations = 1 };
        fresh.BeginStep();
        Assert.Equal(Step(fresh), Step(steady));
    }

    static float Step(Nadam optimizer)
    {
        Parameter parameter = OptimizerRun.NewParameter([1]);
        optimizer.Update(new ParameterUpdate(OptimizerRun.Kernels, parameter, 0, parameter.Values, [0.5f], [0.1f, 0.2f]));
        return parameter.Values[0];
    }
}
