namespace Occam.Core.Registry;

/// <summary>A kind of components with what they are made from and what they are.</summary>
/// <typeparam name="TContext">What a component needs beside its options.</typeparam>
/// <typeparam name="TProduct">What it is.</typeparam>
public sealed class ComponentKind<TContext, TProduct> : ComponentKind
{
    internal ComponentKind(string name)
        : base(name)
    {
    }

    internal override Type ChoiceType => typeof(Choice<TContext, TProduct>);

    /// <summary>Registers a component.</summary>
    /// <typeparam name="TOptions">The record of its options, with public init properties and, where values have ranges, <c>IEnumerable&lt;string&gt; Problems()</c>.</typeparam>
    /// <param name="name">The name after <c>type:</c>, snake_case.</param>
    /// <param name="component">The class that does the work; its documentation is the component's description.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="ArgumentException">The name is taken, or not snake_case.</exception>
    public void Add<TOptions>(string name, Type component, Func<TOptions, TContext, TProduct> make)
        where TOptions : class =>
        Add(new ComponentEntry(name, typeof(TOptions), component, options => new Choice<TContext, TProduct>(name, options, context => make((TOptions)options, context))));
}
