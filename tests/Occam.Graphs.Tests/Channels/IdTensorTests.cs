using CsCheck;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

public sealed class IdTensorTests
{
    private static readonly Gen<long[]> GenSizes = Gen.Long[1, 4].Array[1, 4];

    [Fact]
    public void Spread_repeats_as_broadcasting_does() => Compact.Sample(pair =>
    {
        using var scope = NewDisposeScope();
        Assert.Equal(tensor(pair.Ids.Ids, pair.Ids.Sizes).expand(pair.Full).ToLongs(), pair.Ids.Spread(pair.Full));
    });

    [Fact]
    public void Reshape_gives_what_the_whole_tensor_gives() => Compact.SelectMany(pair => Gen.Int[0, 23].Select(seed => (pair.Ids, pair.Full, To: Factors(pair.Full, seed)))).Sample(given =>
    {
        using var scope = NewDisposeScope();
        var whole = tensor(given.Ids.Ids, given.Ids.Sizes).expand(given.Full).contiguous().ToLongs();

        var reshaped = given.Ids.Reshape(given.Full, given.To);

        Assert.Equal(whole, reshaped.Spread(given.To));
        Assert.Equal(IdTensor.Compact(given.To, whole).Sizes, reshaped.Sizes);
    });

    [Fact]
    public void Compact_takes_no_channel_for_any()
    {
        var ids = IdTensor.Compact([2, 3], [7, 0, 8, 7, 9, 0]);

        Assert.Equal([1, 3], ids.Sizes);
        Assert.Equal([7, 9, 8], ids.Ids);
    }

    [Fact]
    public void ReduceTo_keeps_only_what_a_whole_axis_shares()
    {
        var ids = new IdTensor([2, 3], [7, 1, 0, 7, 2, 5]);

        Assert.Equal([7, 0, 5], ids.ReduceTo([3]).Ids);
        Assert.Equal([0, 0], ids.ReduceTo([2, 1]).Ids);
    }

    // Ids that change along some axes, and the sizes of the tensor that they stand for.
    private static readonly Gen<(IdTensor Ids, long[] Full)> Compact = GenSizes.SelectMany(full =>
        Gen.Bool.Array[full.Length].SelectMany(varies =>
        {
            long[] sizes = [.. full.Zip(varies, (size, vary) => vary ? size : 1)];
            return Gen.Long[1, 1000].Array[(int)sizes.Aggregate(1L, (product, size) => product * size)].Select(ids => (new IdTensor(sizes, ids), full));
        }));

    // Other sizes of the same product: neighbours merged, or split by 2.
    private static long[] Factors(long[] sizes, int seed)
    {
        var result = sizes.ToList();
        for (var i = 0; i < result.Count; i++)
        {
            if (((seed >> i) & 1) == 1 && i + 1 < result.Count)
            {
                (result[i], seed) = (result[i] * result[i + 1], seed >> 1);
                result.RemoveAt(i + 1);
            }
            else if (result[i] % 2 == 0 && result[i] > 2 && seed % 3 == 0)
            {
                result[i] /= 2;
                result.Insert(i, 2);
                i++;
            }
        }

        return [.. result];
    }
}
