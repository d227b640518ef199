using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Occam.Core.Registry;

/// <summary>
/// What the documentation comments say of types and options, from the XML file that the compiler writes beside the assembly - so that the words in <c>config
/// list</c>, in the schema and in the API are the same, and a stranger's assembly needs nothing but <c>GenerateDocumentationFile</c>. Where the file is missing,
/// there are no descriptions and all else works.
/// </summary>
public sealed partial class XmlDescriptions
{
    private readonly Dictionary<Assembly, IReadOnlyDictionary<string, XElement>> _files = [];

    /// <summary>The summary of a type, in one line; empty where there is none.</summary>
    public string Of(Type type) => Summary(type.Assembly, $"T:{NameOf(type)}");

    /// <summary>The first sentence of a type's summary; empty where there is none.</summary>
    public string FirstSentenceOf(Type type)
    {
        var text = Of(type);
        return SentenceEnd().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;
    }

    /// <summary>The summary of a property, or of the positional record's parameter that it is; empty where there is none.</summary>
    public string Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var text = Summary(type.Assembly, $"P:{NameOf(type)}.{property.Name}");
        return text.Length > 0 ? text : Parameter(type, property.Name);
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\.(?= [A-Z<])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private string Summary(Assembly assembly, string member) =>
        Members(assembly).TryGetValue(member, out var element) && element.Element("summary") is { } summary ? TextOf(summary) : string.Empty;

    private string Parameter(Type type, string name) =>
        Members(type.Assembly).TryGetValue($"T:{NameOf(type)}", out var element)
        && element.Elements("param").FirstOrDefault(each => string.Equals((string?)each.Attribute("name"), name, StringComparison.Ordinal)) is { } parameter
            ? TextOf(parameter)
            : string.Empty;

    private IReadOnlyDictionary<string, XElement> Members(Assembly assembly)
    {
        if (!_files.TryGetValue(assembly, out var members))
        {
            _files.Add(assembly, members = Read(Path.ChangeExtension(assembly.Location, ".xml")));
        }

        return members;
    }

    private static IReadOnlyDictionary<string, XElement> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? XDocument.Load(path).Descendants("member").GroupBy(member => (string?)member.Attribute("name") ?? string.Empty, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal)
                : new Dictionary<string, XElement>(StringComparer.Ordinal);
        }
        catch (XmlException)
        {
            return new Dictionary<string, XElement>(StringComparer.Ordinal);
        }
    }

    private static string TextOf(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => LastName((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? string.Empty),
        XElement other => TextOf(other),
        _ => string.Empty,
    })), " ").Trim();

    private static string LastName(string reference) => reference.Split('(')[0].Split('.', ':')[^1].Split('`')[0];
}
