using Occam.Apis;
using Occam.Datasets;
using Occam.Graphs;

namespace Occam.Core.Compression;

/// <summary>Fixes the height and width that a network's file leaves open, so that data, costs and latencies are of that size.</summary>
internal static class OpenSides
{
    /// <summary>Fixes them in place.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sides">The size; null leaves the network as it is.</param>
    /// <exception cref="CompressException">The file fixes another size, or the size is not positive.</exception>
    /// <exception cref="GraphException">The network does not take images.</exception>
    public static void Fix(Graph graph, ImageSides? sides)
    {
        if (sides is not { } wanted)
        {
            return;
        }

        if (wanted.Height < 1 || wanted.Width < 1)
        {
            throw new CompressException($"The size of an image is at least 1x1, but {wanted} is given.", true);
        }

        var (spec, input) = (InputSpec.Read(graph), graph.Inputs[0]);
        var axis = spec.Layout == InputLayout.ChannelsFirst ? 2 : 1;
        var dimensions = input.Type!.Dimensions!.ToArray();
        if ((dimensions[axis].Size ?? wanted.Height) != wanted.Height || (dimensions[axis + 1].Size ?? wanted.Width) != wanted.Width)
        {
            throw new CompressException($"The file declares input '{input.Name}' as {input.Type}, which images of {wanted} do not fit.", true);
        }

        (dimensions[axis], dimensions[axis + 1]) = (wanted.Height, wanted.Width);
        graph.SetType(input, input.Type with { Dimensions = dimensions });
    }
}
