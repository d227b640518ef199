using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs.Execution;
using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>Makes a student answer as its teacher does on the same changed images: the divergence of its class probabilities from the teacher's.</summary>
public sealed class LogitDistiller : TrainingComponent
{
    private readonly GraphModule _teacher;
    private readonly KlDivergenceLoss _divergence;

    /// <summary>Prepares the distiller.</summary>
    /// <param name="teacher">The teacher, put into inference mode; not owned, not changed.</param>
    /// <param name="options">Temperature and weight.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LogitDistiller(GraphModule teacher, KlDivergenceOptions options)
    {
        (_teacher, _divergence) = (teacher, new(options));
        teacher.eval();
    }

    /// <inheritdoc/>
    public override string Name => "distiller";

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context) => [new("divergence", _divergence.Compute(pass.Output, Teach(pass.Batch.Images)))];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _divergence.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Teach(Tensor images)
    {
        using var guard = no_grad();
        return _teacher.call(images);
    }
}
