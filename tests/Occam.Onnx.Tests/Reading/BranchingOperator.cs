using Occam.Graphs;
using Occam.Graphs.Ops;

namespace Occam.Onnx.Tests.Reading;

/// <summary>An operator named If that is known and never run.</summary>
internal sealed class BranchingOperator : Operator
{
    public override string Name => "If";

    public override Kernel Bind(Node node) => throw new NotSupportedException();
}
