using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Krill.Tests.PublicApi.Surface;

/// <summary>The documentation of the library's members, as plain text.</summary>
static partial class Documentation
{
    static readonly ILookup<string, XElement> s_members = XDocument
        .Load(Path.ChangeExtension(typeof(Model).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => ((string)member.Attribute("name")!).Split('(')[0]);

    public static string Of(PropertyInfo property) => Plain(s_members[$"P:{property.DeclaringType!.FullName}.{property.Name}"].Single());

    /// <summary>What a method says of a parameter; overloads that have it say the same, one behind the other.</summary>
    public static string Of(ParameterInfo parameter)
    {
        MemberInfo method = parameter.Member;
        IEnumerable<XElement> texts = s_members[$"M:{method.DeclaringType!.FullName}.{method.Name.Replace('.', '#')}"]
            .Elements("param")
            .Where(text => (string?)text.Attribute("name") == parameter.Name);
        return string.Join(' ', texts.Select(Plain));
    }

    static string Plain(XElement element)
    {
        string text = string.Concat(element.DescendantNodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" } see => LastName().Match(((string?)see.Attribute("cref") ?? "").Split('(')[0]).Value,
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"[^.:]+$")]
    private static partial Regex LastName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
