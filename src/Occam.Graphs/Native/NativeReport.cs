using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Occam.Graphs.Native;

/// <summary>Says in labelled rows what LibTorch runs on, what was wrong with it and what was done: the native part of <c>occam doctor</c>.</summary>
public static class NativeReport
{
    /// <summary>Makes LibTorch ready and describes it, section by section.</summary>
    /// <exception cref="LibTorchException">LibTorch does not load or computes wrongly.</exception>
    public static IReadOnlyList<NativeReportRow> Create()
    {
        var status = LibTorch.EnsureReady();
        return [.. Versions(status), .. Processor(), .. Convolutions(status), .. Speed(status), .. status.Warnings.Select(w => new NativeReportRow("Warnings", string.Empty, w))];
    }

    private static IEnumerable<NativeReportRow> Versions(LibTorchStatus status) => Section(
        "Versions",
        ("TorchSharp", typeof(torch).Assembly.GetName().Version!.ToString(3) + (status.LoadedFromCopy ? ", loaded from a copy in memory (the system's libstdc++ lacks GLIBCXX_3.4.32)" : string.Empty)),
        ("LibTorch", status.Version.ToString()),
        ("oneDNN", LibTorchContext.OneDnnVersion ?? "unknown"),
        (".NET", RuntimeInformation.FrameworkDescription),
        ("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        ("C library", GlibcAllocator.LibraryVersion is { } version ? "glibc " + version : "not glibc"));

    private static IEnumerable<NativeReportRow> Processor() => Section(
        "Processor",
        ("Model", CpuFeatures.Model),
        ("Usable cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ("Features", string.Join(' ', CpuFeatures.Present)),
        ("LibTorch's kernels", LibTorchContext.CpuCapability ?? "unknown"));

    private static IEnumerable<NativeReportRow> Convolutions(LibTorchStatus status) => Section(
        "Convolutions",
        ("oneDNN's cache record as found", status.CacheRecordBefore ?? "not looked at (unknown LibTorch, or not Linux on x64)"),
        ("Self-test before any repair", status.SelfTestBefore is { } before ? Describe(before) : "not run: the record was wrong and was repaired first"),
        ("Done", Describe(status)),
        ("Self-test now", Describe(status.SelfTest)));

    private static IEnumerable<NativeReportRow> Speed(LibTorchStatus status) => Section(
        "Speed",
        ("Threads", LibTorch.Threads.ToString(CultureInfo.InvariantCulture)),
        ("Polls of a waiting thread", status.SpinCount ?? "the OpenMP runtime's default"),
        ("Allocator", status.Allocator.Tuned ? "freed tensors stay in the heap" : "the system's default"),
        ("Range for huge pages", string.Create(CultureInfo.InvariantCulture, $"{status.Allocator.HugePageBytes >> 20} MB")),
        ("NNPACK", status.NnPackOff ? "off" : "on"),
        ("Made ready in", string.Create(CultureInfo.InvariantCulture, $"{status.Elapsed.TotalMilliseconds:F0} ms")));

    private static IEnumerable<NativeReportRow> Section(string section, params (string Label, string Value)[] rows) =>
        rows.Select(row => new NativeReportRow(section, row.Label, row.Value));

    private static string Describe(SelfTestResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(result.Passed ? "passed" : "FAILED")}, largest relative error {result.WorstError:0.0E+0} ({result.WorstCase})");

    private static string Describe(LibTorchStatus status) => status.OneDnn switch
    {
        OneDnnState.Sound => "nothing: convolutions were right",
        OneDnnState.Repaired => $"repaired oneDNN's cache record: {status.CacheRecord}",
        OneDnnState.Off => "switched oneDNN off",
        var state => throw new ArgumentOutOfRangeException(nameof(status), state, "unknown state"),
    };
}
