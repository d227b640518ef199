namespace Occam.Graphs.Ops;

/// <summary>Where a transposed convolution's output lies within all that its windows reach.</summary>
/// <param name="Begins">Elements cut off before each spatial axis.</param>
/// <param name="Outputs">The output's size along each spatial axis.</param>
/// <param name="Reached">The size that the windows reach along each spatial axis.</param>
internal sealed record TransposedWindow(long[] Begins, long[] Outputs, long[] Reached)
{
    /// <summary>Resolves pads, output_padding, output_shape and auto_pad for an input's spatial sizes.</summary>
    public static TransposedWindow Resolve(
        WindowAttributes attributes, ReadOnlySpan<long> spatial, ReadOnlySpan<long> kernel, long[] strides, long[] dilations, long[]? outputPadding, long[]? outputShape)
    {
        var rank = kernel.Length;
        var (begins, outputs, reached) = (new long[rank], new long[rank], new long[rank]);
        for (var i = 0; i < rank; i++)
        {
            reached[i] = checked(((spatial[i] - 1) * strides[i]) + ((kernel[i] - 1) * dilations[i]) + 1);
            var full = reached[i] + (outputPadding?[i] ?? 0);
            var same = attributes.AutoPad is "SAME_UPPER" or "SAME_LOWER";
            if (outputShape is not null || same)
            {
                // output_shape may also list batch and channels: the last entries are the spatial ones.
                var wanted = outputShape?[outputShape.Length - rank + i];
                var total = Math.Max(0, full - (wanted ?? (spatial[i] * strides[i])));
                begins[i] = attributes.AutoPad is "SAME_UPPER" ? total / 2 : total - (total / 2);
                // As in ONNX Runtime: windows smaller than their stride leave the output smaller than input x stride.
                outputs[i] = wanted ?? (full - total);
            }
            else
            {
                var pads = attributes.AutoPad is "VALID" ? null : attributes.Pads;
                begins[i] = pads?[i] ?? 0;
                outputs[i] = full - begins[i] - (pads?[i + rank] ?? 0);
            }
        }

        return new TransposedWindow(begins, outputs, reached);
    }
}
