using System.Reflection;
using Krill.Layers;
using Krill.Optimizers;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>What holds for the whole public surface.</summary>
public sealed class SurfaceRulesTests
{
    const int MostParameters = 4;

    static readonly Assembly s_library = typeof(Model).Assembly;

    static readonly Type[] s_types = s_library.GetExportedTypes();

    static readonly MemberInfo[] s_members = [.. s_types.SelectMany(ApiText.Members)];

    [Fact]
    public void Library_References_AreDotNetAndTheKernels() => Assert.All(
        s_library.GetReferencedAssemblies(),
        name => Assert.True(name.Name == "Krill.Kernels" || name.Name!.StartsWith("System.", StringComparison.Ordinal), name.FullName));

    [Fact]
    public void Kernels_PublicTypes_AreNone() =>
        Assert.Empty(Assembly.Load(s_library.GetReferencedAssemblies().Single(name => name.Name == "Krill.Kernels")).GetExportedTypes());

    [Fact]
    public void Signatures_Types_ArePublicOnesOfTheLibraryOrDotNet() => Assert.All(
        s_members.SelectMany(TypesOf).SelectMany(Parts).Distinct(),
        type => Assert.True(type.IsVisible && (type.Assembly == s_library || type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal)), type.FullName));

    [Fact]
    public void Types_OfLibrary_AreAbstractOrSealed() =>
        Assert.All(s_types, type => Assert.True(type.IsAbstract || type.IsSealed, $"{type.FullName}: received an open class; expected it to be abstract or sealed."));

    [Fact]
    public void Namespaces_OfLibrary_AreThoseOfItsParts() => Assert.Equal(
        [
            "Krill", "Krill.Callbacks", "Krill.Charts", "Krill.Data", "Krill.Ensembles", "Krill.Images", "Krill.Initializers", "Krill.Layers", "Krill.Losses", "Krill.Optimizers",
            "Krill.Recipes", "Krill.Regularizers", "Krill.Reports", "Krill.Runs", "Krill.Training", "Krill.Tuning",
        ],
        s_types.Select(type => type.Namespace).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Methods_Parameters_AreAtMostFour()
    {
        // A convolution's activation is passed by name, as in Keras: the layer has it as a property. A token to cancel by stands behind all others, as everywhere in .NET.
        MethodBase[] more =
        [
            .. s_members.OfType<MethodBase>().Where(method => method.Name != nameof(Symbol.Conv2D)
                && method.GetParameters().Count(parameter => parameter.ParameterType != typeof(CancellationToken)) > MostParameters),
        ];

        Assert.Empty(more);
    }

    [Fact]
    public void Properties_ThatCanBeSet_AreInitButForThoseThatTrainingAndModelsChange()
    {
        string[] settable = [.. s_members.OfType<PropertyInfo>()
            .Where(property => MemberText.Of(property).Contains(" set;", StringComparison.Ordinal))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                $"{nameof(Layer)}.{nameof(Layer.IsTrainable)}",
                $"{nameof(Layer)}.{nameof(Layer.Name)}",
                $"{nameof(Model)}.{nameof(Model.Precision)}",
                $"{nameof(Optimizer)}.{nameof(Optimizer.LearningRate)}",
                $"{nameof(Parameter)}.{nameof(Parameter.IsTrainable)}",
                "SavedState.Item", "TrainingContext.LearningRate",
            ],
            settable);
    }

    static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : [type.IsGenericType ? type.GetGenericTypeDefinition() : type, .. type.GetGenericArguments().Where(argument => !argument.IsGenericParameter).SelectMany(Parts)];
}
