using Krill.Kernels;
using Krill.Planning;

namespace Krill.Graph;

/// <summary>
/// (x - mean) / √(variance + ε) · γ + β per channel, with the batch's moments in training and the moving ones otherwise, also in training where its layer is
/// frozen. Its inputs are x, the moving mean, the moving variance, then γ and β as far as they are used.
/// </summary>
internal sealed class BatchNormalization(float momentum, float epsilon, bool hasScale, bool hasOffset) : Operation
{
    public override string Name => "BatchNormalization";

    public float Momentum => momentum;

    public float Epsilon => epsilon;

    public bool HasScale => hasScale;

    public bool HasOffset => hasOffset;

    public override Shape? InferShape(IReadOnlyList<Symbol> inputs, List<string> problems)
    {
        Shape input = inputs[0].Shape!;
        if (input.Rank > 0 && inputs.Skip(1).All(parameter => parameter.Shape!.Elements == input[^1]))
        {
            return input;
        }

        problems.Add($"received {input}; expected {inputs[1].Shape!.Elements} channels in the last axis.");
        return null;
    }

    public override void Forward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        int channels = node.Symbol.Shape![^1];
        var moments = new Moments(plan.Shared("mean", channels), plan.Shared("inverse deviation", channels));
        NormalizationStorages storages = Storages(node, moments);
        if (plan.IsTraining && !IsFrozen(node))
        {
            Value partials = plan.Shared("moments by lane", plan.Kernels.MomentPartialsLength(channels, plan.Split));
            plan.Emit(plan.Kernels.Moments(channels, input.Storage, partials.Storage), [input], [partials]);
            plan.Emit(
                plan.Kernels.FinishMoments(channels, input.Length / channels, plan.Split, epsilon, momentum, partials.Storage, storages),
                [partials, node.Inputs[1], node.Inputs[2]],
                [moments.Mean, moments.InverseDeviation, node.Inputs[1], node.Inputs[2]]);
        }
        else
        {
            plan.Emit(
                plan.Kernels.MovingMoments(channels, epsilon, storages),
                [node.Inputs[1], node.Inputs[2]],
                [moments.Mean, moments.InverseDeviation]);
        }

        node.Saved = moments;
        node.Output = plan.Batched(Name, input.Length);
        plan.Emit(
            plan.Kernels.Normalize(channels, input.Storage, node.Output.Storage, storages, node.JoinedActivation),
            [input, moments.Mean, moments.InverseDeviation, .. node.Inputs.Skip(3)],
            [node.Output],
            mayOverwrite: input);
    }

    public override void Backward(PlanBuilder plan, Node node)
    {
        Value input = node.Inputs[0];
        int channels = node.Symbol.Shape![^1];
        var moments = (Moments)node.Saved!;
        NormalizationStorages storages = Storages(node, moments);
        Value gradient = GradientBeforeActivation(plan, node);
        Value sums = plan.Shared("normalization gradient sums", 2 * channels);
        if (IsFrozen(node))
        {
            // Moments that do not follow from the input hand nothing back.
            plan.Emit(plan.Kernels.Fill(0, sums.Storage), [], [sums]);
        }
        else
        {
            Value partials = plan.Partials("normalization gradient by lane", 2 * channels);
            plan.Emit(
                plan.Kernels.NormalizationGradientSums(channels, input.Storage, gradient.Storage, storages, partials.Storage),
                [input, gradient, moments.Mean, moments.InverseDeviation],
                [partials]);
            plan.Emit(plan.Kernels.FinishNormalizationGradient(channels, plan.Split, partials.Storage, sums.Storage), [partials], [sums]);
        }

        if (hasScale)
        {
            AddSlice(plan, node.Inputs[3], sums, channels);
        }

        if (hasOffset)
        {
            AddSlice(plan, node.Inputs[^1], sums, 0);
        }

        if (plan.NeedsGradient(input))
        {
            Value inputGradient = plan.Batched($"{Name} gradient", input.Length);
            plan.Emit(
                plan.Kernels.NormalizationGradient(channels, plan.Batch, input.Storage, gradient.Storage, sums.Storage, storages, inputGradient.Storage),
                [input, gradient, sums, moments.Mean, moments.InverseDeviation, .. node.Inputs.Skip(3)],
                [inputGradient],
                mayOverwrite: gradient);
            plan.AddGradient(input, inputGradient);
        }
    }

    static bool IsFrozen(Node node) => node.Symbol.Inputs[1].Parameter is { Layer.IsTrainable: false };

    static Value GradientBeforeActivation(PlanBuilder plan, Node node)
    {
        if (node.JoinedActivation is not { } activation)
        {
            return node.OutputGradient;
        }

        // What was normalized is not kept, only the activation's output, so its gradient must follow from that.
        if (!Activations.SavesOutput(activation.Kind))
        {
            throw new InvalidOperationException($"BatchNormalization: received the joined activation {activation.Kind}; expected one whose gradient follows from its output.");
        }

        Value gradient = plan.Batched($"{activation.Kind} gradient", node.Output.Length);
        plan.Emit(
            plan.Kernels.ActivationGradient(activation.Kind, activation.Slope, node.Output.Storage, node.OutputGradient.Storage, gradient.Storage),
            [node.Output, node.OutputGradient],
            [gradient],
            mayOverwrite: node.OutputGradient);
        return gradient;
    }

    static void AddSlice(PlanBuilder plan, Value parameter, Value sums, int offset)
    {
        if (plan.NeedsGradient(parameter))
        {
            Value gradient = plan.Shared($"{parameter.Name} gradient", parameter.Length);
            plan.Emit(new CopySliceKernel(sums.Storage, offset, gradient.Storage), [sums], [gradient]);
            plan.AddGradient(parameter, gradient);
        }
    }

    NormalizationStorages Storages(Node node, Moments moments) => new()
    {
        MovingMean = node.Inputs[1].Storage,
        MovingVariance = node.Inputs[2].Storage,
        Scale = hasScale ? node.Inputs[3].Storage : null,
        Offset = hasOffset ? node.Inputs[^1].Storage : null,
        Mean = moments.Mean.Storage,
        InverseDeviation = moments.InverseDeviation.Storage,
    };

    sealed record Moments(Value Mean, Value InverseDeviation);
}
