using Occam.Datasets;

namespace Occam.Tests.Datasets;

public sealed class DataSplitsTests
{
    // Classes of 10, 20 and 30 images in blocks; an image's label tells its class, its number which it is.
    private static readonly Numbered All = new([.. Enumerable.Range(0, 60)]);

    [Theory]
    [InlineData(0.1, 6)]
    [InlineData(0.5, 30)]
    [InlineData(12, 12)]
    public void What_is_held_out_is_neither_trained_on_nor_calibrated_on(double amount, int count)
    {
        var cut = Whole().HoldOut(amount);

        var (train, held) = (Numbers(cut.Train), Numbers(cut.Validation!));
        Assert.Equal(count, held.Length);
        Assert.Equal(Enumerable.Range(0, 60), train.Concat(held).Order());
        Assert.Equal(20, cut.Calibration.Count);
        Assert.Subset(train.ToHashSet(), Numbers(cut.Calibration).ToHashSet());
        Assert.Same(All, cut.Test);
        Assert.Contains($"{count} of the 60", cut.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_held_out_in_proportion_and_always_the_same_images()
    {
        var held = Numbers(Whole().HoldOut(12).Validation!);

        Assert.Equal([2, 4, 6], held.GroupBy(All.Label).Select(group => group.Count()));
        Assert.Equal(held, Numbers(Whole().HoldOut(0.2).Validation!));
        Assert.Equal([0, 5, 10, 15], held[..4]);
    }

    [Fact]
    public void Nothing_is_held_out_where_nothing_is_asked_for()
    {
        var whole = Whole();

        Assert.Same(whole, whole.HoldOut(0));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(60)]
    [InlineData(1000)]
    public void An_amount_that_leaves_nothing_is_refused(double amount) =>
        Assert.Contains("training.validation", Assert.Throws<DataException>(() => Whole().HoldOut(amount)).Message, StringComparison.Ordinal);

    [Fact]
    public void Validation_images_of_the_data_itself_are_not_replaced() =>
        Assert.Contains("of its own", Assert.Throws<DataException>(() => (Whole() with { Validation = All }).HoldOut(0.5)).Message, StringComparison.Ordinal);

    private static DataSplits Whole() => new(All, All.Take([.. Enumerable.Range(0, 20)]), All, "all");

    private static int[] Numbers(Dataset data) => ((Numbered)data).Numbers;

    private sealed class Numbered(int[] numbers) : Dataset
    {
        public int[] Numbers => numbers;

        public override int Count => numbers.Length;

        public override IReadOnlyList<string> Classes { get; } = ["a", "b", "c"];

        public override int Label(int index) => numbers[index] switch { < 10 => 0, < 30 => 1, _ => 2 };

        public override Dataset Take(IReadOnlyList<int> indices) => new Numbered([.. indices.Select(i => numbers[i])]);
    }
}
