using Occam.Graphs.Native;

namespace Occam.Graphs.Tests.Native;

public sealed class OneDnnCacheRecordTests
{
    [Fact]
    public void Repair_record_seen_on_a_machine_without_cache_leaves_changes_the_three_sizes_only()
    {
        var record = Broken();

        Assert.True(OneDnnCacheRecord.Repair(record));

        var expected = Broken();
        (expected[7], expected[8], expected[9]) = (32 << 10, 1 << 20, 4 << 20);
        Assert.Equal(expected, record);
        Assert.True(OneDnnCacheRecord.IsSane(record));
        Assert.False(OneDnnCacheRecord.Repair(record));
    }

    [Theory]
    [InlineData(27, 0)] // not filled yet
    [InlineData(27, 4)]
    [InlineData(27, 0x7f12)]
    [InlineData(7, 32768)] // one real size
    [InlineData(8, 1 << 20)]
    [InlineData(9, 0)]
    [InlineData(10, 1)] // a size beyond the levels
    [InlineData(17, 0)] // shared by nobody
    [InlineData(18, 70000)]
    [InlineData(20, 2)]
    public void Repair_record_with_one_implausible_word_refuses(int word, uint value)
    {
        var record = Broken();
        record[word] = value;
        var before = record.ToArray();

        Assert.False(OneDnnCacheRecord.Repair(record));
        Assert.Equal(before, record);
    }

    [Fact]
    public void Repair_random_memory_refuses()
    {
        var random = new Random(9);
        var record = new uint[OneDnnCacheRecord.Length];
        for (var i = 0; i < 1000; i++)
        {
            for (var word = 0; word < record.Length; word++)
            {
                record[word] = (uint)random.Next(0, i < 500 ? 4 : int.MaxValue);
            }

            var before = record.ToArray();
            Assert.False(OneDnnCacheRecord.Repair(record));
            Assert.Equal(before, record);
        }
    }

    [Fact]
    public void Repair_memory_of_another_length_refuses()
    {
        Assert.False(OneDnnCacheRecord.Repair(new uint[OneDnnCacheRecord.Length - 1]));
        Assert.False(OneDnnCacheRecord.Repair([.. Broken(), 0]));
        Assert.False(OneDnnCacheRecord.Repair([]));
    }

    [Fact]
    public void Apply_other_version_of_LibTorch_touches_nothing() =>
        Assert.Equal(new OneDnnRepair(null, null, false), OneDnnRepair.Apply(new Version(2, 11, 0)));

    [Fact]
    public void Apply_after_EnsureReady_finds_a_sane_record()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.Sse2.IsSupported, "the record is known for Linux on x64");
        var status = LibTorch.EnsureReady();

        var again = OneDnnRepair.Apply(status.Version);

        Assert.False(again.Repaired);
        Assert.NotNull(again.After);
        Assert.Equal(status.CacheRecord, again.Before);
    }

    // As found on a virtual machine whose CPUID has no cache leaves.
    private static uint[] Broken() =>
    [
        0x5ef0f7ff, 0xc7fd8f3e, 0x0300200e, 0, 1, 1, 1,
        1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
        3, 0, 2, 0xf, 1, 0, 0xb, 0x1a, 2,
    ];
}
