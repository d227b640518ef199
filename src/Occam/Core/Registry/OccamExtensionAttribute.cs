namespace Occam.Core.Registry;

/// <summary>Names the class of an assembly that registers its components: <c>[assembly: OccamExtension(typeof(MyExtension))]</c>.</summary>
/// <param name="extension">A public class with a constructor without parameters that is an <see cref="IOccamExtension"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class OccamExtensionAttribute(Type extension) : Attribute
{
    /// <summary>The class.</summary>
    public Type Extension { get; } = extension;
}
