namespace Occam.Graphs.Ops;

/// <summary>The registration of Occam's operators: one line each, in alphabetical order.</summary>
internal static class StandardOperators
{
    public static IEnumerable<Operator> List() =>
    [
        new Add(),
        new BatchNormalization(),
        new Conv(),
        new Gemm(),
        new Relu(),
        new Reshape(),
    ];
}
