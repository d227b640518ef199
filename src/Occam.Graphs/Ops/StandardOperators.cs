namespace Occam.Graphs.Ops;

/// <summary>The registration of Occam's operators: one line each, in alphabetical order.</summary>
internal static class StandardOperators
{
    public static IEnumerable<Operator> List() =>
    [
        new Add(),
        new AveragePool(),
        new BatchNormalization(),
        new Concat(),
        new Conv(),
        new Expand(),
        new Flatten(),
        new Gather(),
        new Gemm(),
        new GlobalAveragePool(),
        new MaxPool(),
        new Relu(),
        new Reshape(),
        new ShapeOf(),
        new Slice(),
        new Split(),
        new Squeeze(),
        new Transpose(),
        new Unsqueeze(),
    ];
}
