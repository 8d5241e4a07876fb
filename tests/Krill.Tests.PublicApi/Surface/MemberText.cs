using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The declaration of a public member on one line.</summary>
static class MemberText
{
    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{constructor.DeclaringType!.Name}({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Modifiers(method)}{TypeText.Of(method.ReturnParameter)} {Name(method)}({Parameters(method)})",
        PropertyInfo property => Of(property),
        FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo { IsLiteral: true } field => $"const {TypeText.Of(field)} {field.Name} = {Value(field.GetRawConstantValue(), field.FieldType)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(field)} {field.Name}",
        _ => throw new NotSupportedException($"{member.DeclaringType}.{member.Name}: received a {member.MemberType}; expected a member that has a text."),
    };

    /// <summary>Whether code outside of the library can use it: public, or protected where types can be derived.</summary>
    public static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed));

    static string Of(PropertyInfo property)
    {
        MethodInfo getter = property.GetMethod!;
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length > 0 ? $"this[{string.Join(", ", indices.Select(Of))}]" : property.Name;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string setter = IsVisible(property.SetMethod) ? $" {(IsInit(property.SetMethod!) ? "init" : "set")};" : "";
        return $"{Access(getter)}{Modifiers(getter)}{required}{TypeText.Of(property)} {name} {{ get;{setter} }}";
    }

    static string Of(ParameterInfo parameter)
    {
        string passing = parameter switch
        {
            { IsIn: true } => "in ",
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        string value = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{passing}{TypeText.Of(parameter)} {parameter.Name}{value}";
    }

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Of));

    static string Name(MethodInfo method) =>
        method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : method.Name;

    static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value)}",
        float number => $"{number.ToString(CultureInfo.InvariantCulture)}f",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return "";
        }

        bool isOverride = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        return method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => isOverride ? "abstract override " : "abstract ",
            _ when isOverride => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
    }

    static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
