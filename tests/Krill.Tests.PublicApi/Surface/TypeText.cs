using System.Reflection;
using System.Runtime.CompilerServices;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>A type as C# writes it, with the nullability and the tuple names of the place that it stands at.</summary>
sealed class TypeText
{
    static readonly NullabilityInfoContext s_nullability = new();

    static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    readonly Queue<string?> _tupleNames;

    TypeText(ICustomAttributeProvider place)
    {
        var names = (TupleElementNamesAttribute?)place.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).SingleOrDefault();
        _tupleNames = new(names?.TransformNames ?? []);
    }

    public static string Of(ParameterInfo parameter) => new TypeText(parameter).Of(parameter.ParameterType, Nullability(parameter));

    public static string Of(PropertyInfo property) => new TypeText(property).Of(property.PropertyType, Nullability(property));

    public static string Of(FieldInfo field) => new TypeText(field).Of(field.FieldType, Nullability(field));

    /// <summary>A type that stands at no place: a base type, an interface.</summary>
    public static string Of(Type type) => new TypeText(type).Of(type, null);

    static NullabilityInfo Nullability(ParameterInfo parameter)
    {
        lock (s_nullability)
        {
            return s_nullability.Create(parameter);
        }
    }

    static NullabilityInfo Nullability(PropertyInfo property)
    {
        lock (s_nullability)
        {
            return s_nullability.Create(property);
        }
    }

    static NullabilityInfo Nullability(FieldInfo field)
    {
        lock (s_nullability)
        {
            return s_nullability.Create(field);
        }
    }

    string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability?.Type == type ? nullability.ElementType : nullability);
        }

        string name = Bare(type, nullability);
        return !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? $"{name}?" : name;
    }

    string Bare(Type type, NullabilityInfo? nullability)
    {
        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying, null)}?";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        string?[] names = type.IsAssignableTo(typeof(ITuple)) ? [.. type.GetGenericArguments().Select(_ => _tupleNames.TryDequeue(out string? name) ? name : null)] : [];
        string[] arguments = [.. type.GetGenericArguments().Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)))];
        return names.Length > 0
            ? $"({string.Join(", ", arguments.Zip(names, (argument, name) => name is null ? argument : $"{argument} {name}"))})"
            : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>";
    }
}
