using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class LossTests
{
    [Fact]
    public void Names_that_are_missing_or_unknown_are_listed_before_training()
    {
        using var loss = new DkdLoss(new());

        var error = Assert.Throws<ArgumentException>(() => loss.Check(new Dictionary<string, long[]>(StringComparer.Ordinal) { ["student"] = [2, 3], ["pupil"] = [2, 3] }));

        Assert.Contains("Missing: teacher, labels. Unknown: pupil.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_by_name_give_what_tensors_by_order_give()
    {
        using var scope = NewDisposeScope();
        using var loss = new L1Loss(new() { Weight = 2 });
        var (student, teacher) = (LossGradient.Random(1, 2, 3), LossGradient.Random(2, 2, 3));

        var named = loss.Compute(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["teacher"] = teacher, ["student"] = student });

        Assert.Equal(loss.Compute(student, teacher).item<double>(), named.item<double>());
    }

    [Fact]
    public void Weight_below_zero_is_refused() =>
        Assert.Contains("Weight has to be at least 0", Assert.Throws<ArgumentException>(() => new L1Loss(new() { Weight = -1 })).Message, StringComparison.Ordinal);
}
