using Occam.Graphs;
using Occam.Models.Architectures;
using Occam.Onnx;
using Occam.Tests.Datasets;

namespace Occam.Tests.Models.Architectures;

public sealed class GenotypeTests
{
    private static readonly GenotypeEdge[][] Nodes = [[new(1, "sep_conv_3x3"), new(0, "skip_connect")]];

    [Fact]
    public void Text_is_read_back_as_an_equal_one()
    {
        var genotype = Genotype.DartsV2;
        var copy = Genotype.Parse(genotype.ToString());

        Assert.Equal(genotype, copy);
        Assert.Equal(genotype.GetHashCode(), copy.GetHashCode());
        Assert.StartsWith("normal.node0.from0: sep_conv_3x3\nnormal.node0.from1: sep_conv_3x3\n", genotype.ToString(), StringComparison.Ordinal);
        Assert.Equal(16, genotype.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public void Order_of_edges_does_not_matter_and_operations_do()
    {
        var genotype = new Genotype(Nodes, Nodes);

        Assert.Equal(genotype, new Genotype([[.. Nodes[0].Reverse()]], Nodes));
        Assert.NotEqual(genotype, new Genotype([[new(1, "sep_conv_5x5"), new(0, "skip_connect")]], Nodes));
    }

    [Fact]
    public void Drawn_ones_follow_from_the_seed_and_take_every_edge_and_operation()
    {
        var drawn = Enumerable.Range(0, 200).Select(seed => Genotype.Random(2, seed)).ToArray();

        Assert.Equal(drawn[3], Genotype.Random(2, 3));
        Assert.All(drawn, genotype => Assert.All(genotype.Normal.Concat(genotype.Reduction), edges => Assert.Equal(2, edges.Count)));
        Assert.Equal(7, drawn.SelectMany(genotype => genotype.Reduction[1]).Select(edge => edge.Operation).Distinct().Count());
        Assert.All(new[] { 0, 1, 2 }, from => Assert.InRange(drawn.Count(genotype => genotype.Normal[1].Any(edge => edge.From == from)), 110, 160)); // 133 expected, deviation 7
    }

    [Fact]
    public void Networks_carry_theirs_in_the_file()
    {
        using var folder = new TemporaryFolder();
        using var graph = DartsCells.Build(new() { Width = 2, Cells = 1, Nodes = 1, Size = 8 }, new(Nodes, Nodes));
        OnnxWriter.Write(graph, folder.File("network.onnx"));

        Assert.Equal(new(Nodes, Nodes), Genotype.Read(folder.File("network.onnx")));
    }

    [Theory]
    [InlineData("normal.node0.from2: skip_connect\nreduction.node0.from0: skip_connect", "from 0 to 1")]
    [InlineData("normal.node0.from0: none\nreduction.node0.from0: skip_connect", "'none'")]
    [InlineData("normal.node0.from0: conv\nreduction.node0.from0: skip_connect", "'conv'")]
    [InlineData("normal.node1.from0: skip_connect\nreduction.node0.from0: skip_connect", "missing")]
    [InlineData("normal.node0.from0: skip_connect", "reduction")]
    [InlineData("cell.node0.from0: skip_connect", "'cell.node0.from0'")]
    [InlineData("- a", "YAML")]
    [InlineData("{}", "no nodes")]
    public void What_is_none_is_refused_with_the_reason(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("genotype.yaml"), text);

        Assert.Contains(reason, Assert.Throws<GraphException>(() => Genotype.Read(folder.File("genotype.yaml"))).Message, StringComparison.Ordinal);
    }
}
