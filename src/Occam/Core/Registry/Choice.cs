namespace Occam.Core.Registry;

/// <summary>A component that was chosen by name: in a config, a mapping with <c>type:</c> and the component's options. An options record has it as a property.</summary>
/// <typeparam name="TContext">What the component needs beside its options.</typeparam>
/// <typeparam name="TProduct">What it is.</typeparam>
/// <param name="Name">Its name; for one made in code, any.</param>
/// <param name="Options">Its options record.</param>
/// <param name="Make">Makes the component.</param>
public sealed record Choice<TContext, TProduct>(string Name, object Options, Func<TContext, TProduct> Make);
