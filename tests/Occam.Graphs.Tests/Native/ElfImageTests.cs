using System.Diagnostics;
using System.Globalization;
using Occam.Graphs.Native;

namespace Occam.Graphs.Tests.Native;

public sealed class ElfImageTests
{
    [Fact]
    public void FindObject_record_of_oneDNN_has_the_known_size()
    {
        var path = OnLinux(NativeFiles.Find("libtorch_cpu.so"));

        var symbol = ElfImage.FindObject(path, OneDnnCacheRecord.Symbol, 144);

        Assert.Equal(144ul, symbol?.Size);
        Assert.NotEqual(0ul, symbol?.Address ?? 0);
        Assert.Null(ElfImage.FindObject(path, OneDnnCacheRecord.Symbol, 152));
        Assert.Null(ElfImage.FindObject(path, OneDnnCacheRecord.Symbol[1..], 144));
    }

    [Fact]
    public void FindObject_some_object_of_libc10_equals_nm()
    {
        var path = OnLinux(NativeFiles.Find("libc10.so"));
        foreach (var fields in Objects(path).Take(20))
        {
            var (address, size) = (ulong.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

            Assert.Equal(new ElfSymbol(address, size), ElfImage.FindObject(path, fields[3], size));
        }
    }

    [Fact]
    public void FindObject_file_that_is_no_ELF_image_is_null()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Null(ElfImage.FindObject(file, "name", 8));
            var random = new Random(4);
            for (var i = 0; i < 200; i++)
            {
                var bytes = new byte[random.Next(6, 300)];
                random.NextBytes(bytes);
                "\u007fELF\u0002\u0001"u8.CopyTo(bytes);
                File.WriteAllBytes(file, bytes);

                Assert.Null(ElfImage.FindObject(file, "name", 8));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string OnLinux(string? path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files come with the Linux packages");
        return path!;
    }

    // nm's lines of local data objects with unique names: address, size, type, name.
    private static List<string[]> Objects(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nm", ["-S", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n').Select(line => line.Split(' ')).Where(f => f is [_, _, "b" or "d" or "r", _]);
            var objects = lines.GroupBy(f => f[3], StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.Single()).ToList();
            Assert.NotEmpty(objects);
            return objects;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("nm is not installed");
            throw;
        }
    }
}
