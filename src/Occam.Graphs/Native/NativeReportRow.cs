namespace Occam.Graphs.Native;

/// <summary>One line of what <see cref="NativeReport"/> says.</summary>
/// <param name="Section">The group it belongs to: Versions, Processor, Convolutions, Speed or Warnings.</param>
/// <param name="Label">What it is.</param>
/// <param name="Value">What was found or done.</param>
public sealed record NativeReportRow(string Section, string Label, string Value);
