using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The public API of an assembly as text: a paragraph for each type, a line for each member, sorted.</summary>
static class ApiText
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Declaration(type)).Append('\n');
            foreach (string member in InOrder(Members(type)))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The members that a type declares and that code outside of the library can use; without what the compiler makes for records.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared).Where(member => member switch
    {
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        PropertyInfo property => MemberText.IsVisible(property.GetMethod) && property.Name != "EqualityContract",
        MethodInfo method => MemberText.IsVisible(method) && !IsAccessor(method) && !IsGenerated(method),
        ConstructorInfo constructor => MemberText.IsVisible(constructor) && !IsGenerated(constructor),
        _ => false,
    });

    /// <summary>Constructors, then by name; the values of an enum as they count.</summary>
    static IEnumerable<string> InOrder(IEnumerable<MemberInfo> members) => members
        .OrderBy(member => member is not ConstructorInfo)
        .ThenBy(member => member is FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } value ? Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture) : 0)
        .ThenBy(member => member.Name, StringComparer.Ordinal)
        .ThenBy(MemberText.Of, StringComparer.Ordinal)
        .Select(MemberText.Of);

    static string Declaration(Type type)
    {
        string[] bases = [.. Bases(type)];
        return $"{type.Namespace}: {Kind(type)} {type.Name}{(bases.Length > 0 ? " : " : "")}{string.Join(", ", bases)}";
    }

    static string Kind(Type type)
    {
        bool isRecord = type.GetMethod("PrintMembers", Declared) is { } print && IsGenerated(print);
        string record = isRecord ? "record " : "";
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{record}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{record}class",
        };
    }

    static IEnumerable<string> Bases(Type type)
    {
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
        {
            yield return TypeText.Of(parent);
        }

        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        Type[] own = type.IsEnum ? [] : [.. type.GetInterfaces().Except(inherited)];
        Type[] implied = [.. own.SelectMany(one => one.GetInterfaces())];
        foreach (string name in own.Except(implied).Select(TypeText.Of).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));
}
