using System.Reflection;
using System.Runtime.CompilerServices;
using Occam.Core.Configs;
using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Core.Search;

namespace Occam.Tests.Core.Registry;

/// <summary>A number that is out of range is told at the place where it stands, under its key, whichever options record has it.</summary>
public sealed class OptionPlaceTests
{
    private const string Wrong = "-1000003";

    // Numbers of which every value means something.
    private static readonly string[] Free = ["Seed", "Fill", "Match", "MinDelta"];

    private static readonly MethodInfo Binding = typeof(Config).GetMethod(nameof(Config.Bind))!;

    public static TheoryData<string, string> Numbers() => new(
        ComponentRegistry.CreateDefault().Kinds.SelectMany(kind => kind.Entries).Select(entry => entry.OptionsType).Append(typeof(ExperimentTraining)).Append(typeof(SearchSettings)).Distinct()
            .SelectMany(type => type.GetProperties().Where(IsNumber).Select(property => (type.FullName!, property.Name)))
            .Where(pair => !Free.Contains(pair.Name)));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_out_of_range_is_told_at_its_key(string type, string property)
    {
        var record = typeof(Config).Assembly.GetType(type)!;
        var key = SnakeCase.Of(property);
        var config = Config.Parse($"{Required(record, property)}{key}: {Wrong}\n", "c");

        var thrown = Assert.Throws<TargetInvocationException>(() => Binding.MakeGenericMethod(record).Invoke(config, [ComponentRegistry.CreateDefault(), false]));

        var problems = Assert.IsType<ConfigException>(thrown.InnerException).Problems.Where(problem => string.Equals(problem.Path, key, StringComparison.Ordinal)).ToArray();
        Assert.Contains(problems, problem => problem.Message.Contains(Wrong, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Equal((key.Length + 3, true), (problem.Mark.Column, problem.Mark.Line > 0)));
    }

    private static string Required(Type record, string but) => string.Concat(record.GetProperties()
        .Where(property => property.IsDefined(typeof(RequiredMemberAttribute)) && property.Name != but)
        .Select(property => $"{SnakeCase.Of(property.Name)}: {Sound(property)}\n"));

    private static string Sound(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(string) => "resnet20",
        var type when type == typeof(int) || type == typeof(double) => "1",
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "[]",
        { IsGenericType: true } type => $"{ComponentRegistry.CreateDefault().KindOf(type)!.Entries.First(entry => entry.OptionsType.GetProperties().All(each => !each.IsDefined(typeof(RequiredMemberAttribute)))).Name}",
        _ => "{}",
    };

    private static bool IsNumber(PropertyInfo property) =>
        property.CanWrite && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type && (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float));
}
