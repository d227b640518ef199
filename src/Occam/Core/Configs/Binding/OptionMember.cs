using System.Reflection;

namespace Occam.Core.Configs.Binding;

/// <summary>One option of a record.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Property">Its property.</param>
/// <param name="IsNullable">Whether it may have no value.</param>
/// <param name="IsItemNullable">Whether the items of a list may have none.</param>
/// <param name="IsRequired">Whether it has no default.</param>
/// <param name="IsPath">Whether it is the path of a file that is read.</param>
internal sealed record OptionMember(string Name, PropertyInfo Property, bool IsNullable, bool IsItemNullable, bool IsRequired, bool IsPath);
