using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class GenotypeDerivationTests
{
    private const int None = 0, Max = 1, Average = 2, Skip = 3, Sep3 = 4, Dil5 = 7;

    [Fact]
    public void Each_node_keeps_the_two_edges_whose_best_operation_is_strongest()
    {
        // Node 0 has two edges, node 1 three: the middle one is weakest.
        var genotype = GenotypeDerivation.Of([Row((Sep3, 1)), Row((Skip, 2)), Row((Max, 3)), Row((Average, 0.5)), Row((Dil5, 1))], Table(5));

        Assert.Equal([[new(0, "sep_conv_3x3"), new(1, "skip_connect")], [new(0, "max_pool_3x3"), new(2, "dil_conv_5x5")]], genotype.Normal);
    }

    [Fact]
    public void None_is_never_chosen_but_weakens_its_edge()
    {
        // Edge 0 has the larger logit but most of its weight on none; edges 1 and 2 have all weight shared evenly but for 1.
        var genotype = GenotypeDerivation.Of([Row(), Row(), Row((None, 9), (Sep3, 3)), Row((Skip, 1)), Row((Max, 1))], Table(5));

        Assert.Equal([new(1, "skip_connect"), new(2, "max_pool_3x3")], genotype.Normal[1]);
    }

    [Fact]
    public void Strength_is_the_weight_and_not_the_logit()
    {
        // Rows that differ by a constant have the same weights: edge 0's logits are all larger, but its best operation is the weakest.
        var genotype = GenotypeDerivation.Of([Row(), Row(), [10, 10, 10, 10, 10.1, 10, 10, 10], Row((Skip, 1)), Row((Max, 1))], Table(5));

        Assert.Equal([new(1, "skip_connect"), new(2, "max_pool_3x3")], genotype.Normal[1]);
    }

    [Fact]
    public void Of_equals_the_earlier_state_and_the_earlier_operation_count()
    {
        var genotype = GenotypeDerivation.Of(Table(5), [Row(), Row(), Row((Sep3, 1)), Row((Dil5, 1), (Skip, 1)), Row((Sep3, 1))]);

        Assert.Equal([[new(0, "max_pool_3x3"), new(1, "max_pool_3x3")], [new(0, "max_pool_3x3"), new(1, "max_pool_3x3")]], genotype.Normal);
        Assert.Equal([new(0, "sep_conv_3x3"), new(2, "sep_conv_3x3")], genotype.Reduction[1]); // the shared edge 1 is weaker
        Assert.Equal(new(1, "skip_connect"), GenotypeDerivation.Of(Table(2), [Row(), Row((Dil5, 1), (Skip, 1))]).Reduction[0][1]);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(5, 7)]
    public void Tables_of_another_shape_are_refused(int rows, int columns) =>
        Assert.Throws<ArgumentException>(() => GenotypeDerivation.Of([.. Enumerable.Range(0, rows).Select(_ => new double[columns])], Table(5)));

    private static double[][] Table(int edges) => [.. Enumerable.Range(0, edges).Select(_ => Row())];

    private static double[] Row(params (int Operation, double Logit)[] given)
    {
        var row = new double[8];
        foreach (var (operation, logit) in given)
        {
            row[operation] = logit;
        }

        return row;
    }
}
