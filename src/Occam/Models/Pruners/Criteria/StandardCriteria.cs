namespace Occam.Models.Pruners.Criteria;

/// <summary>The criteria by name.</summary>
public static class StandardCriteria
{
    private static readonly KeyValuePair<string, Func<IImportance>>[] Known =
    [
        new("random", () => new RandomImportance()),
        new("l1", () => new L1Importance()),
        new("l2", () => new L2Importance()),
        new("bn_scale", () => new BatchNormScaleImportance()),
        new("fpgm", () => new FpgmImportance()),
        new("lamp", () => new LampImportance()),
        new("activation_mean", () => new ActivationMeanImportance()),
        new("apoz", () => new ApozImportance()),
        new("taylor", () => new TaylorImportance()),
        new("group_fisher", () => new GroupFisherImportance()),
        new("hessian", () => new HessianImportance()),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(pair => pair.Key)];

    /// <summary>Creates a criterion with its defaults.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static IImportance Create(string name) =>
        Array.Find(Known, pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Value?.Invoke()
        ?? throw new ArgumentException($"The criterion is one of {string.Join(", ", Names)}, but is '{name}'.", nameof(name));
}
