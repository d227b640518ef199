using System.Collections;

namespace Occam.Core.Configs.Binding;

/// <summary>Which types are lists and mappings of one kind of value, and how they are made.</summary>
internal static class ListShape
{
    private static readonly Type[] Lists = [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(List<>)];
    private static readonly Type[] Dictionaries = [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    /// <summary>The type of a list's items; null where it is none.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType() : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0] : null;

    /// <summary>The type of the values of a dictionary with names as keys; null where it is none.</summary>
    public static Type? DictionaryItemOf(Type type) =>
        type.IsGenericType && Dictionaries.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments()[0] == typeof(string) ? type.GetGenericArguments()[1] : null;

    /// <summary>Makes a list.</summary>
    public static object Create(Type type, Type item, IReadOnlyList<object?> values)
    {
        var array = Array.CreateInstance(item, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            array.SetValue(values[i], i);
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, array)! : array;
    }

    /// <summary>Makes a dictionary.</summary>
    public static object CreateDictionary(Type item, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        foreach (var (key, value) in values)
        {
            dictionary.Add(key, value);
        }

        return dictionary;
    }
}
