using Occam.Models.Distillers;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>The options of <see cref="Dafl"/>.</summary>
public sealed record DaflOptions : DataFreeOptions
{
    /// <summary>The teacher's feature that images are to excite. Default what its last layer reads.</summary>
    public RecordedValueOptions? Feature { get; init; }

    /// <summary>The weight by which images are to look like one class. Default 0.05.</summary>
    public OneHotLikeOptions OneHot { get; init; } = new() { Weight = 0.05 };

    /// <summary>The weight by which a batch is to have all classes. Default 5.</summary>
    public InformationEntropyOptions Entropy { get; init; } = new() { Weight = 5 };

    /// <summary>The weight by which images are to excite the feature. Default 0.01.</summary>
    public ActivationOptions Activation { get; init; } = new() { Weight = 0.01 };

    /// <summary>What the student learns by. Default temperature 6.</summary>
    public KlDivergenceOptions Divergence { get; init; } = new() { Temperature = 6 };
}
