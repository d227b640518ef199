using Occam.Models.Distillers;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Distillers;

public sealed class TeacherCacheTests
{
    [Fact]
    public void Teacher_runs_once_for_each_image_that_comes_unchanged_and_never_serves_another()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (first, second) = (randn(4, 1, 8, 8), randn(4, 1, 8, 8));
        var runs = 0;
        foreach (var images in new[] { first, second, cat([second.narrow(0, 1, 2), first.narrow(0, 0, 2)]), first.add(1e-6f) })
        {
            using var cache = new TeacherCache(folder.File("cache"), [1, 2], [[3L], [2L, 2L]], patience: 100); // opened anew every time
            Tensor[] values = cache.Get(images, () => Compute(images, ref runs));
            Assert.True(values[0].equal(images.flatten(1).narrow(1, 0, 3)).all().item<bool>());
            Assert.True(values[1].equal(images.narrow(2, 2, 2).narrow(3, 4, 2).squeeze(1)).all().item<bool>());
        }

        Assert.Equal(3, runs);

        static Tensor[] Compute(Tensor images, ref int runs)
        {
            runs++;
            return [images.flatten(1).narrow(1, 0, 3), images.narrow(2, 2, 2).narrow(3, 4, 2).squeeze(1)];
        }
    }

    [Fact]
    public void Cache_stops_to_write_where_every_image_is_new()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 4; i++)
        {
            using var cache = new TeacherCache(folder.File("cache"), [1], [[1L]], patience: 4);
            for (var j = 0; j < 3; j++)
            {
                cache.Get(randn(4, 2), () => [zeros(4, 1)]);
            }
        }

        Assert.Equal(4 * 4 * (16 + 4), new FileInfo(Assert.Single(Directory.GetFiles(folder.File("cache")))).Length);
    }
}
