using Occam.Core.Configs.Nodes;
using Occam.Core.Registry;

namespace Occam.Core.Configs.Binding;

/// <summary>Turns a config into options records; whatever is wrong is listed, and the search for more goes on.</summary>
/// <param name="registry">What the names after <c>type:</c> stand for.</param>
/// <param name="problems">Told what is wrong.</param>
/// <param name="paths">Told which values are paths.</param>
/// <param name="areNamesComplete">Whether an unknown name is a mistake; where an extension could not be loaded, the name may be one of its components.</param>
internal sealed class RecordBinder(ComponentRegistry registry, ProblemList problems, HashSet<ConfigScalar> paths, bool areNamesComplete)
{
    private const string TypeKey = ConfigMapping.TypeKey;

    /// <summary>Binds the whole config.</summary>
    public object? BindRoot(Type type, ConfigMapping root)
    {
        if (root.Find(Config.ExtensionsKey)?.Value is { } extensions && Bind(typeof(IReadOnlyList<string>), extensions, Config.ExtensionsKey, isItemNullable: false).IsSound)
        {
            paths.UnionWith(((ConfigList)extensions).Items.Cast<ConfigScalar>());
        }

        return BindRecord(type, root.Without(Config.VariablesKey).Without(Config.ExtensionsKey), string.Empty).Value;
    }

    private Bound Bind(Type type, ConfigNode node, string path, bool isItemNullable)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarReader.Handles(type))
        {
            return BindScalar(type, node, path);
        }

        if (ListShape.ItemOf(type) is { } item)
        {
            return BindList(type, item, node, path, isItemNullable);
        }

        if (ListShape.DictionaryItemOf(type) is { } value)
        {
            return BindDictionary(value, node, path);
        }

        if (registry.KindOf(type) is { } kind)
        {
            return BindChoice(kind, node, path);
        }

        return node is ConfigMapping mapping ? BindRecord(type, mapping, path) : Fail(node.Mark, path, $"a mapping with the keys {Keys(OptionsShape.Of(type))} is wanted, but this is {node.Description}");
    }

    private Bound BindScalar(Type type, ConfigNode node, string path)
    {
        if (node is not ConfigScalar { IsNull: false } scalar)
        {
            return Fail(node.Mark, path, $"{ScalarReader.Wanted(type)} is wanted, but this is {node.Description}");
        }

        var (value, problem) = ScalarReader.Read(scalar, type);
        return problem is null ? new(true, value) : Fail(node.Mark, path, problem);
    }

    private Bound BindList(Type type, Type item, ConfigNode node, string path, bool isItemNullable)
    {
        if (node is not ConfigList list)
        {
            return Fail(node.Mark, path, $"a list is wanted, but this is {node.Description}{(node is ConfigScalar { IsNull: false } scalar ? $"; write [{scalar.Text}]" : string.Empty)}");
        }

        var bound = list.Items.Select((each, i) => each is ConfigScalar { IsNull: true } && isItemNullable
            ? new Bound(true, null)
            : Bind(item, each, KeyPath.Item(path, i), isItemNullable: false)).ToArray();
        return Array.TrueForAll(bound, each => each.IsSound) ? new(true, ListShape.Create(type, item, [.. bound.Select(each => each.Value)])) : Bound.Failed;
    }

    private Bound BindDictionary(Type value, ConfigNode node, string path)
    {
        if (node is not ConfigMapping mapping)
        {
            return Fail(node.Mark, path, $"a mapping is wanted, but this is {node.Description}");
        }

        var bound = mapping.Entries.Select(entry => (entry.Key, Bound: Bind(value, entry.Value, KeyPath.Key(path, entry.Key), isItemNullable: false))).ToArray();
        return Array.TrueForAll(bound, each => each.Bound.IsSound)
            ? new(true, ListShape.CreateDictionary(value, bound.Select(each => KeyValuePair.Create(each.Key, each.Bound.Value))))
            : Bound.Failed;
    }

    private Bound BindChoice(ComponentKind kind, ConfigNode node, string path)
    {
        // A name alone stands for its defaults.
        var mapping = node switch
        {
            ConfigMapping given => given,
            ConfigScalar { IsNull: false } name => new ConfigMapping(node.Mark, [new(TypeKey, node.Mark, name)]),
            _ => null,
        };
        if (mapping is null)
        {
            return Fail(node.Mark, path, $"a component of kind '{kind.Name}' is wanted - its name, or a mapping with 'type' - but this is {node.Description}");
        }

        if (mapping.Find(TypeKey) is not { } type)
        {
            return Fail(mapping.Mark, path, $"'type' is missing; the {kind.Name} is one of {kind.NameList}");
        }

        if (type.Value is not ConfigScalar { IsNull: false } scalar)
        {
            return Fail(type.Value.Mark, KeyPath.Key(path, TypeKey), $"a name is wanted, but this is {type.Value.Description}");
        }

        if (kind.Find(scalar.Text) is not { } entry)
        {
            if (!areNamesComplete)
            {
                return Bound.Failed;
            }

            var near = NearestName.Of(scalar.Text, kind.Entries.Select(each => each.Name));
            return Fail(scalar.Mark, node is ConfigMapping ? KeyPath.Key(path, TypeKey) : path, $"there is no {kind.Name} '{scalar.ShownText}'{(near is null ? "." : $"; did you mean '{near}'?")} Known: {kind.NameList}");
        }

        var options = BindRecord(entry.OptionsType, mapping.Without(TypeKey), path, type);
        return options.IsSound ? new(true, entry.Choose(options.Value!)) : Bound.Failed;
    }

    private Bound BindRecord(Type type, ConfigMapping mapping, string path, ConfigEntry? chosenBy = null)
    {
        var shape = OptionsShape.Of(type);
        var before = problems.Count;
        var values = new Dictionary<OptionMember, object?>();
        foreach (var entry in mapping.Entries)
        {
            if (shape.Members.FirstOrDefault(member => string.Equals(member.Name, entry.Key, StringComparison.Ordinal)) is not { } member)
            {
                problems.Add(entry.Mark, KeyPath.Key(path, entry.Key), UnknownKey(entry, shape, chosenBy));
            }
            else if (BindMember(member, entry, KeyPath.Key(path, entry.Key)) is { IsSound: true } bound)
            {
                values.Add(member, bound.Value);
            }
        }

        var missing = shape.Members.Where(member => member.IsRequired && mapping.Find(member.Name) is null).ToArray();
        Array.ForEach(missing, member => problems.Add(mapping.Mark, path, $"'{member.Name}' is missing; it has no default"));
        if (shape.Members.Any(member => member.IsRequired && !values.ContainsKey(member)))
        {
            return Bound.Failed;
        }

        var record = shape.Create(values);
        var unread = mapping.Entries.Select(entry => entry.Key).Where(key => shape.Members.Any(member => string.Equals(member.Name, key, StringComparison.Ordinal) && !values.ContainsKey(member))).ToArray();
        RangeProblems.List(shape, record, mapping, unread, path, problems);
        return problems.Count == before ? new(true, record) : Bound.Failed;
    }

    private Bound BindMember(OptionMember member, ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigScalar { IsNull: true } && member.IsNullable)
        {
            return new(true, null);
        }

        var bound = Bind(member.Property.PropertyType, entry.Value, path, member.IsItemNullable);
        if (!bound.IsSound || !member.IsPath)
        {
            return bound;
        }

        var scalars = entry.Value is ConfigList list ? list.Items.Cast<ConfigScalar>() : [(ConfigScalar)entry.Value];
        paths.UnionWith(scalars);
        return new(true, entry.Value is ConfigScalar scalar ? PathResolver.Resolve(scalar) : scalars.Select(PathResolver.Resolve).ToArray());
    }

    private static string UnknownKey(ConfigEntry entry, OptionsShape shape, ConfigEntry? chosenBy)
    {
        var names = shape.Members.Select(member => member.Name).Concat(chosenBy is null ? [] : [TypeKey]);
        var near = NearestName.Of(entry.Key, names);
        var suggestion = near is null ? string.Empty : $"; did you mean '{near}'?";
        var origin = entry.Outdated switch
        {
            null => string.Empty,
            { Line: 0 } command => $" It was written for another type, which {command} changed: give the component whole, in the form --set 'key={{type: name}}', to drop what was written for the old one.",
            { } inherited => $" It was inherited, and the type was changed at {inherited}: '_delete_: true' beside that type drops what was inherited.",
        };
        return $"'{entry.Key}' is not known here{(suggestion.Length > 0 ? suggestion : ".")} Known: {Keys(shape)}.{origin}";
    }

    private static string Keys(OptionsShape shape) => shape.Members.Count == 0 ? "(no keys)" : string.Join(", ", shape.Members.Select(member => member.Name));

    private Bound Fail(ConfigMark mark, string path, string message)
    {
        problems.Add(mark, path, message);
        return Bound.Failed;
    }
}
