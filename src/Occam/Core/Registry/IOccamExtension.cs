namespace Occam.Core.Registry;

/// <summary>
/// The entry of an assembly that brings components of its own. The assembly names its class with <see cref="OccamExtensionAttribute"/>; a config loads it with
/// <c>extensions:</c>, the command line with <c>--extension</c>.
/// </summary>
public interface IOccamExtension
{
    /// <summary>Registers the components.</summary>
    /// <param name="registry">Where to.</param>
    void Register(ComponentRegistry registry);
}
