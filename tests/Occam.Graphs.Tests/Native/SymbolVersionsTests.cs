using System.Buffers.Binary;
using System.Diagnostics;
using Occam.Graphs.Native;

namespace Occam.Graphs.Tests.Native;

public sealed class SymbolVersionsTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void Weaken_real_library_sets_one_flag_bit_and_nothing_else()
    {
        var original = RealLibrary();
        var image = original.ToArray();

        Assert.True(SymbolVersions.Weaken(image, Version));

        var different = Enumerable.Range(0, image.Length).Where(i => image[i] != original[i]).ToArray();
        var at = Assert.Single(different);
        Assert.Equal(original[at] | 0x2, image[at]);
        Assert.False(SymbolVersions.Weaken(image, Version));
    }

    [Fact]
    public void Weaken_real_library_changes_the_record_that_readelf_names()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var image = RealLibrary();
            SymbolVersions.Weaken(image, Version);
            File.WriteAllBytes(file, image);

            var line = Assert.Single(ReadVersions(file), l => l.Contains("Name: " + Version, StringComparison.Ordinal));

            Assert.Contains("WEAK", line, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.3")]
    [InlineData("GLIBCXX_3.4.321")]
    [InlineData("IBCXX_3.4.32")]
    [InlineData("")]
    public void Weaken_version_that_is_not_required_returns_false(string version)
    {
        var image = RealLibrary();

        Assert.False(SymbolVersions.Weaken(image, version));
        Assert.Equal(RealLibrary(), image);
    }

    [Fact]
    public void Weaken_truncated_library_returns_false()
    {
        // The section headers stand at the file's end, so every cut before it takes them.
        var original = RealLibrary();
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(original.AsSpan(0x28));
        foreach (var length in Enumerable.Range(0, 100).Concat(Enumerable.Range(1, 40).Select(i => (int)((long)i * sections / 40))))
        {
            Assert.False(SymbolVersions.Weaken(original.AsSpan(0, length).ToArray(), Version));
        }
    }

    [Fact]
    public void Weaken_garbage_behind_a_real_header_ends_without_throwing()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var image = new byte[random.Next(64, 4096)];
            random.NextBytes(image);
            "\u007fELF\u0002\u0001"u8.CopyTo(image);
            if (i % 2 == 0)
            {
                // A section table inside the image, whose first entry is a version section that points anywhere.
                BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(0x28), 0);
                BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x3A), 64);
                BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4), 0x6ffffffe);
            }

            Assert.False(SymbolVersions.Weaken(image, Version));
        }
    }

    [Fact]
    public void Weaken_mutated_library_ends_without_throwing()
    {
        var original = RealLibrary();
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(original.AsSpan(0x28));
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            var image = original.ToArray();
            for (var j = 0; j < 40; j++)
            {
                image[random.Next(sections, image.Length)] = (byte)random.Next(256);
            }

            SymbolVersions.Weaken(image, Version);
        }
    }

    private static byte[] RealLibrary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files come with the Linux packages");
        return File.ReadAllBytes(NativeFiles.Find("libLibTorchSharp.so")!);
    }

    private static string[] ReadVersions(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("readelf", ["-V", "-W", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return process.StandardOutput.ReadToEnd().Split('\n');
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("readelf is not installed");
            throw;
        }
    }
}
