namespace Occam.Datasets.Public;

/// <summary>A public data set that can be downloaded.</summary>
/// <param name="Name">The name, for example <c>mnist</c>.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Mirrors">Where its files lie, each an address that ends with a slash, tried in this order.</param>
/// <param name="Files">Its files; a <c>.tar.gz</c> is unpacked.</param>
public sealed record PublicDataset(string Name, string Description, IReadOnlyList<string> Mirrors, IReadOnlyList<PublicFile> Files)
{
    private static readonly string[] Names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    /// <summary>All that Occam knows.</summary>
    public static IReadOnlyList<PublicDataset> All { get; } =
    [
        new(
            "mnist",
            "handwritten digits, 60,000 + 10,000 of 1x28x28, 10 classes (LeCun et al. 1998)",
            ["https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"],
            [
                new(Names[0], "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422),
                new(Names[1], "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881),
                new(Names[2], "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877),
                new(Names[3], "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542),
            ]),
        new(
            "fashion-mnist",
            "clothes, 60,000 + 10,000 of 1x28x28, 10 classes (Xiao et al. 2017)",
            ["https://fashion-mnist.s3.eu-central-1.amazonaws.com/", "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"],
            [
                new(Names[0], "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
                new(Names[1], "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
                new(Names[2], "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
                new(Names[3], "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148),
            ]),
        new(
            "cifar-10",
            "photographs, 50,000 + 10,000 of 3x32x32, 10 classes (Krizhevsky 2009)",
            ["https://www.cs.toronto.edu/~kriz/"],
            [new("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", 170_052_171)]),
        new(
            "cifar-100",
            "photographs, 50,000 + 10,000 of 3x32x32, 100 classes (Krizhevsky 2009)",
            ["https://www.cs.toronto.edu/~kriz/"],
            [new("cifar-100-binary.tar.gz", "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec", 168_513_733)]),
    ];
}
