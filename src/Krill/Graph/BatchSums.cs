using Krill.Planning;

namespace Krill.Graph;

/// <summary>Sums over a whole batch: the gradients of what is one for all images.</summary>
internal static class BatchSums
{
    /// <summary>A shared scalar: the sum of all elements of a · b, or of a where <paramref name="b"/> is none.</summary>
    public static Value Sum(PlanBuilder plan, string name, Value a, Value? b = null)
    {
        Value partials = plan.Partials($"{name} by lane", 1);
        Value sum = plan.Shared(name, 1);
        plan.Emit(plan.Kernels.LaneSum(a.Storage, b?.Storage, partials.Storage), b is null ? [a] : [a, b], [partials]);
        plan.Emit(plan.Kernels.SumLanes(1, plan.Lanes, partials.Storage, sum.Storage), [partials], [sum]);
        return sum;
    }

    /// <summary>A shared tensor of <paramref name="length"/>: the sum of all elements whose index has the same remainder.</summary>
    public static Value SumByPosition(PlanBuilder plan, string name, Value value, int length)
    {
        if (length == 1)
        {
            return Sum(plan, name, value);
        }

        Value partials = plan.Partials($"{name} by lane", length);
        Value sums = plan.Shared(name, length);
        plan.Emit(plan.Kernels.LaneSumByPosition(length, value.Storage, partials.Storage), [value], [partials]);
        plan.Emit(plan.Kernels.SumLanes(length, plan.Lanes, partials.Storage, sums.Storage), [partials], [sums]);
        return sums;
    }
}
