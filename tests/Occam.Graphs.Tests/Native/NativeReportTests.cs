using System.Globalization;
using Occam.Graphs.Native;

namespace Occam.Graphs.Tests.Native;

public sealed class NativeReportTests
{
    private static readonly IReadOnlyList<NativeReportRow> Rows = NativeReport.Create();

    [Fact]
    public void Create_every_row_has_a_label_and_a_value()
    {
        Assert.All(Rows, row => Assert.NotEmpty(row.Value));
        Assert.Equal(["Versions", "Processor", "Convolutions", "Speed"], Rows.Select(row => row.Section).Distinct(StringComparer.Ordinal));
        Assert.Equal(Rows.Count, Rows.Select(row => row.Section + row.Label).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Create_versions_are_those_that_are_referenced()
    {
        Assert.StartsWith("0.107.0", Value("TorchSharp"), StringComparison.Ordinal);
        Assert.Equal("2.10.0", Value("LibTorch"));
        Assert.StartsWith(".NET 10.", Value(".NET"), StringComparison.Ordinal);
        Assert.Equal(LibTorch.Threads.ToString(CultureInfo.InvariantCulture), Value("Threads"));
        Assert.StartsWith("passed, largest relative error ", Value("Self-test now"), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_texts_that_LibTorch_returns_are_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.Sse2.IsSupported, "read on Linux on x64");

        Assert.Contains("v3.7.1", Value("oneDNN"), StringComparison.Ordinal);
        Assert.Contains(Value("LibTorch's kernels"), (string[])["DEFAULT", "AVX2", "AVX512"]);
    }

    [Fact]
    public void Create_processor_features_agree_with_the_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.Sse2.IsSupported, "read from /proc/cpuinfo on x64");
        var flags = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ');
        var features = Value("Features").Split(' ');
        foreach (var (name, flag) in new[] { ("AVX2", "avx2"), ("AVX512F", "avx512f"), ("AVX512_VNNI", "avx512_vnni"), ("AVX_VNNI", "avx_vnni"), ("AVX512_BF16", "avx512_bf16") })
        {
            Assert.Equal(flags.Contains(flag), features.Contains(name));
        }
    }

    private static string Value(string label) => Rows.Single(row => row.Label == label).Value;
}
