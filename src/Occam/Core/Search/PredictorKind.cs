namespace Occam.Core.Search;

/// <summary>What guesses scores in the place of measuring them.</summary>
public enum PredictorKind
{
    /// <summary>Nothing: every score is measured.</summary>
    None,

    /// <summary><see cref="Models.Predictors.RandomForestPredictor"/>.</summary>
    RandomForest,

    /// <summary><see cref="Models.Predictors.GaussianProcessPredictor"/>.</summary>
    GaussianProcess,

    /// <summary><see cref="Models.Predictors.MlpPredictor"/>.</summary>
    Mlp,

    /// <summary><see cref="Models.Predictors.RadialBasisPredictor"/>.</summary>
    RadialBasis,
}
