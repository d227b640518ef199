using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Core.Search;

namespace Occam.Tests.Core.Registry;

/// <summary>No number of an options record is taken whatever it is.</summary>
public sealed class OptionRangeTests
{
    // Numbers of which every value means something.
    private static readonly string[] Free = ["Seed", "Fill", "Match", "MinDelta"];

    public static TheoryData<string, string> Numbers() => new(
        Records().Distinct().SelectMany(type => type.GetProperties().Where(IsNumber).Select(property => (type.FullName!, property.Name))).Where(pair => !Free.Contains(pair.Name)));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_far_below_zero_is_refused(string type, string property)
    {
        var record = Sound(typeof(ExperimentOptions).Assembly.GetType(type)!);
        var option = record.GetType().GetProperty(property)!;
        var before = Problems(record);
        option.SetValue(record, Convert.ChangeType(-1_000_003, Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType, System.Globalization.CultureInfo.InvariantCulture));

        Assert.NotEmpty(Problems(record).Except(before, StringComparer.Ordinal));
    }

    private static string[] Problems(object record) => [.. ((IEnumerable?)record.GetType().GetMethod("Problems", [])?.Invoke(record, null) ?? Array.Empty<string>()).Cast<string>()];

    private static IEnumerable<Type> Records() =>
        ComponentRegistry.CreateDefault().Kinds.SelectMany(kind => kind.Entries).Select(entry => entry.OptionsType).Append(typeof(ExperimentTraining)).Append(typeof(SearchSettings)).Append(typeof(Occam.Models.Searchers.SearchOptions));

    private static bool IsNumber(PropertyInfo property) =>
        property.CanWrite && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type && (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float));

    private static object Sound(Type type)
    {
        var record = type.GetConstructor([]) is { } plain ? plain.Invoke(null) : RuntimeHelpers.GetUninitializedObject(type);
        foreach (var required in type.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))))
        {
            required.SetValue(record, required.PropertyType == typeof(string) ? "resnet20" : required.PropertyType.IsInterface ? Array.CreateInstance(required.PropertyType.GenericTypeArguments[0], 0) : null);
        }

        return record;
    }
}
