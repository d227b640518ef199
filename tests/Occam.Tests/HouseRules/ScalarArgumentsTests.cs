using TorchSharp;

namespace Occam.Tests.HouseRules;

public sealed class ScalarArgumentsTests
{
    private static readonly Scalar Two = 2;

    [Theory]
    [InlineData("Occam.Graphs.dll")]
    [InlineData("Occam.Onnx.dll")]
    [InlineData("Occam.dll")]
    public void Libraries_hold_their_Scalars(string library)
    {
        var found = ScalarArguments.In(Path.Combine(AppContext.BaseDirectory, library)).ToList();

        Assert.True(found.Count == 0, "Made where they are passed; hold them in a static readonly field or a using variable:\n" + string.Join('\n', found));
    }

    [Fact]
    public void In_finds_the_Scalar_made_in_an_argument_and_not_the_held_ones()
    {
        var found = ScalarArguments.In(typeof(ScalarArgumentsTests).Assembly.Location).Where(place => place.Contains(nameof(ScalarArgumentsTests), StringComparison.Ordinal));

        Assert.Contains($".{nameof(Passed)} at ", Assert.Single(found), StringComparison.Ordinal);
    }

#pragma warning disable IDE0051 // read from the compiled assembly by the test above
    private static torch.Tensor Passed(torch.Tensor tensor) => tensor.mul(3);

    private static (Scalar First, Scalar Second) Paired(double number) => (1, 1 / number);

    private static torch.Tensor Held(torch.Tensor tensor)
    {
        using var three = (Scalar)3;
        return tensor.mul(three).mul(Two);
    }
#pragma warning restore IDE0051
}
