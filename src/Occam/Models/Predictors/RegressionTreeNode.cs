using System.Runtime.InteropServices;

namespace Occam.Models.Predictors;

/// <summary>A node of a tree.</summary>
/// <param name="Feature">The feature that it splits by, or -1 for a leaf.</param>
/// <param name="Number">The largest number that goes below, or a leaf's mean.</param>
/// <param name="Below">The place of the node below; the one above follows it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegressionTreeNode(int Feature, double Number, int Below);
