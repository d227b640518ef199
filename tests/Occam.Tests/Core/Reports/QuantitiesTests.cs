using Occam.Core.Reports;

namespace Occam.Tests.Core.Reports;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1.00 k")]
    [InlineData(9_996, "10.0 k")]
    [InlineData(999_499, "999 k")]
    [InlineData(999_600, "1.00 M")]
    [InlineData(30_512_345, "30.5 M")]
    [InlineData(4_120_000_000, "4.12 G")]
    public void Count_of_a_number_has_three_digits_and_a_unit(long count, string expected) => Assert.Equal(expected, Quantities.Count(count));

    [Fact]
    public void Bytes_of_a_small_file_are_not_rounded() => Assert.Equal("512 B", Quantities.Bytes(512));

    [Fact]
    public void Percent_of_a_share_has_two_decimals() => Assert.Equal("93.25 %", Quantities.Percent(0.93249));
}
