namespace Occam.Core.Registry;

/// <summary>A registered component.</summary>
public sealed class ComponentEntry
{
    internal ComponentEntry(string name, Type optionsType, Type component, Func<object, object> choose)
    {
        (Name, OptionsType, Component, Choose) = (name, optionsType, component, choose);
    }

    /// <summary>The name after <c>type:</c>, snake_case.</summary>
    public string Name { get; }

    /// <summary>The record of its options.</summary>
    public Type OptionsType { get; }

    /// <summary>The class that does the work, whose documentation describes the component.</summary>
    public Type Component { get; }

    /// <summary>Makes a <see cref="Choice{TContext, TProduct}"/> of options.</summary>
    internal Func<object, object> Choose { get; }
}
