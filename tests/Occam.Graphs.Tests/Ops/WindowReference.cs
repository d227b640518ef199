namespace Occam.Graphs.Tests.Ops;

/// <summary>The windows of a pool over a single plane, one by one in plain C#.</summary>
internal static class WindowReference
{
    /// <summary>
    /// Applies a function to the elements of each window of a plane [height, width]; it is given those inside the plane and the number
    /// of positions inside the plane and its stated padding.
    /// </summary>
    public static float[,] Apply(
        float[,] plane, (int Y, int X) kernel, (int Y, int X) stride, (int Y, int X) dilation, int[] pads, bool ceil, Func<List<float>, int, float> reduce)
    {
        var (rows, top) = Starts(plane.GetLength(0), kernel.Y, stride.Y, dilation.Y, pads[0], pads[2], ceil);
        var (columns, left) = Starts(plane.GetLength(1), kernel.X, stride.X, dilation.X, pads[1], pads[3], ceil);
        var result = new float[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var (inside, padded) = (new List<float>(), 0);
                for (var k = 0; k < kernel.Y * kernel.X; k++)
                {
                    var y = top + (r * stride.Y) + (k / kernel.X * dilation.Y);
                    var x = left + (c * stride.X) + (k % kernel.X * dilation.X);
                    var (height, width) = (plane.GetLength(0), plane.GetLength(1));
                    padded += y < height + pads[2] && x < width + pads[3] ? 1 : 0;
                    if (y >= 0 && x >= 0 && y < height && x < width)
                    {
                        inside.Add(plane[y, x]);
                    }
                }

                result[r, c] = reduce(inside, padded);
            }
        }

        return result;
    }

    private static (int Count, int First) Starts(int size, int kernel, int stride, int dilation, int begin, int end, bool ceil)
    {
        var count = 0;
        for (var start = -begin; ; start += stride)
        {
            var last = start + ((kernel - 1) * dilation);
            var fits = last < size + end;
            var partly = ceil && start < size && (count == 0 || last - stride < size + end - 1);
            if (!fits && !partly)
            {
                return (count, -begin);
            }

            count++;
        }
    }
}
