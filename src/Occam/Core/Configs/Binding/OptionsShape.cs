using System.Reflection;
using System.Runtime.CompilerServices;

namespace Occam.Core.Configs.Binding;

/// <summary>
/// What options a record type has: its public properties that can be set when it is made, or the parameters of its one constructor (a positional record).
/// Found by reflection over that one type; nothing is scanned.
/// </summary>
internal sealed class OptionsShape
{
    private readonly Type _type;
    private readonly ConstructorInfo _constructor;

    private OptionsShape(Type type)
    {
        _type = type;
        var constructors = type.GetConstructors();
        _constructor = Array.Find(constructors, each => each.GetParameters().Length == 0) ?? constructors.MaxBy(each => each.GetParameters().Length)
            ?? throw new InvalidOperationException($"Options type {type.Name} has no public constructor.");
        var nullability = new NullabilityInfoContext();
        var parameters = _constructor.GetParameters();
        Members =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .Select(property => Describe(property, Array.Find(parameters, parameter => string.Equals(parameter.Name, property.Name, StringComparison.Ordinal)), nullability)),
        ];
    }

    /// <summary>The options, in the order of declaration.</summary>
    public IReadOnlyList<OptionMember> Members { get; }

    /// <summary>The shape of a type.</summary>
    public static OptionsShape Of(Type type) => new(type);

    /// <summary>Makes a record.</summary>
    /// <param name="values">Values by member; the others keep their defaults. Required ones have to be there.</param>
    public object Create(IReadOnlyDictionary<OptionMember, object?> values)
    {
        var byName = values.ToDictionary(pair => pair.Key.Property.Name, pair => pair.Value, StringComparer.Ordinal);
        var arguments = Array.ConvertAll(_constructor.GetParameters(), parameter => byName.TryGetValue(parameter.Name!, out var value) ? value : parameter.DefaultValue);
        var record = _constructor.Invoke(arguments);
        foreach (var (member, value) in values)
        {
            member.Property.SetValue(record, value);
        }

        return record;
    }

    /// <summary>What the record itself finds wrong: the sentences of its <c>Problems()</c>, or none where it has no such method.</summary>
    public IReadOnlyList<string> ProblemsOf(object record) =>
        _type.GetMethod("Problems", BindingFlags.Public | BindingFlags.Instance, [])?.Invoke(record, null) is IEnumerable<string> problems ? [.. problems] : [];

    private static OptionMember Describe(PropertyInfo property, ParameterInfo? parameter, NullabilityInfoContext nullability)
    {
        var info = nullability.Create(property);
        var item = info.ElementType ?? (info.GenericTypeArguments is [.., var last] ? last : null);
        return new(
            SnakeCase.Of(property.Name),
            property,
            info.WriteState == NullabilityState.Nullable || Nullable.GetUnderlyingType(property.PropertyType) is not null,
            item?.WriteState == NullabilityState.Nullable,
            property.IsDefined(typeof(RequiredMemberAttribute)) || parameter is { HasDefaultValue: false },
            property.IsDefined(typeof(FilePathAttribute)) || (parameter?.IsDefined(typeof(FilePathAttribute)) ?? false));
    }
}
