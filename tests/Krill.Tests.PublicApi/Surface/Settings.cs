using System.Reflection;
using Krill.Callbacks;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Regularizers;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>What a user sets: the optional parameters and the init properties of the library, with their defaults.</summary>
static class Settings
{
    static readonly Type[] s_kinds = [typeof(Layer), typeof(Optimizer), typeof(Callback), typeof(Loss), typeof(Initializer), typeof(Regularizer), typeof(Schedule)];

    static readonly Type[] s_exported = typeof(Model).Assembly.GetExportedTypes();

    public static IEnumerable<ParameterInfo> OptionalParameters => s_exported
        .SelectMany(ApiText.Members)
        .OfType<MethodBase>()
        .SelectMany(method => method.GetParameters())
        .Where(parameter => parameter.HasDefaultValue);

    /// <summary>The types whose properties are settings: options, and what a network and its training are made of.</summary>
    public static IEnumerable<Type> Types => s_exported.Where(type =>
        !type.IsAbstract && Properties(type).Any() && (type.Name.EndsWith("Options", StringComparison.Ordinal) || s_kinds.Any(type.IsAssignableTo)));

    public static IEnumerable<PropertyInfo> Properties(Type type) => type
        .GetProperties()
        .Where(property => property.CanWrite && property.SetMethod!.IsPublic && IsInit(property));

    /// <summary>One of a type, with any valid value for what has no default.</summary>
    public static object Make(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? Default(parameter) : Any(parameter.ParameterType))]);
    }

    /// <summary>The default of a parameter as a value of its type.</summary>
    public static object? Default(ParameterInfo parameter) => parameter switch
    {
        { RawDefaultValue: { } value, ParameterType.IsEnum: true } => Enum.ToObject(parameter.ParameterType, value),
        _ => parameter.RawDefaultValue,
    };

    /// <summary>A layer's name, whether it is trained, and an optimizer's learning rate can be set at any time.</summary>
    static bool IsInit(PropertyInfo property) => property.Name is not (nameof(Layer.Name) or nameof(Layer.IsTrainable) or nameof(Optimizer.LearningRate));

    static object Any(Type type) => type switch
    {
        _ when type == typeof(int) => 1,
        _ when type == typeof(float) => 0.5f,
        _ when type == typeof(double) => 0.5,
        _ when type == typeof(string) => "name",
        _ when type == typeof(Size2D) => new Size2D(1, 1),
        _ when type == typeof(Func<int, float, float>) => (Func<int, float, float>)((_, rate) => rate),
        _ when type == typeof(ActivationFunction) => ActivationFunction.Relu,
        _ when type == typeof(Func<Parameter, bool>) => (Func<Parameter, bool>)(_ => true),
        _ when type == typeof(ScheduleUnit) => ScheduleUnit.Epochs,
        _ when type == typeof(Func<double, double>) => (Func<double, double>)(time => time),
        _ when type == typeof(IReadOnlyList<(double Time, double Value)>) => new[] { (0.0, 1.0) },
        _ when type == typeof(Schedule) => new PiecewiseLinear([(0, 1)]),
        _ when type == typeof(Initializer) => new Zeros(),
        _ when type == typeof(Data.ImageSet) => Data.ImageSet.FromFloats([0], [0], new Data.ImageShape(1, 1, 1)),
        _ when type == typeof(Optimizer) => new SGD(),
        _ when type == typeof(IReadOnlyList<ParameterGroup>) => Array.Empty<ParameterGroup>(),
        _ => throw new NotSupportedException($"Settings: received a parameter of {type}; expected a type that has a value here."),
    };
}
