namespace Occam.Graphs.Native;

/// <summary>How far a float32 convolution is from float64: max |a-b| / max |b|; infinite where a is not finite.</summary>
/// <param name="Output">Of the output.</param>
/// <param name="InputGradient">Of the gradient by the input.</param>
/// <param name="WeightGradient">Of the gradient by the weight.</param>
internal sealed record ConvolutionErrors(double Output, double InputGradient, double WeightGradient)
{
    /// <summary>The largest of the three.</summary>
    public double Worst => Math.Max(Output, Math.Max(InputGradient, WeightGradient));
}
