using Occam.Models.Quantizers;

namespace Occam.Tests.Models.Quantizers;

public sealed class SizeLimitTests
{
    [Theory]
    [InlineData("0.25", 250)]
    [InlineData("1", 1000)]
    [InlineData("300", 300)]
    [InlineData("120KB", 120_000)]
    [InlineData("1.5kib", 1536)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("7B", 7)]
    [InlineData("0.5KB", 500)]
    public void Text_is_bytes_or_a_share(string text, long bytes) =>
        Assert.Equal(bytes, SizeLimit.Parse(text)!.BytesOf(1000));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1KB")]
    [InlineData("KB")]
    [InlineData("1,5MB")]
    [InlineData("lots")]
    [InlineData("5TB")]
    public void What_is_no_size_is_none(string text) => Assert.Null(SizeLimit.Parse(text));
}
