using System.CommandLine;
using System.Globalization;
using Occam.Datasets.Loading;

namespace Occam.Cli.Commands;

/// <summary><c>--mean</c> and <c>--std</c>: how pixels become the network's input.</summary>
internal sealed class NormalisationOptions
{
    private readonly Option<float[]> _mean = Channels("--mean", "Mean of each channel, comma-separated, on the scale 0 to 1, as the network was trained with; with --std. Default: what the model file states, else ImageNet's for RGB, else measured on the training images.");
    private readonly Option<float[]> _deviation = Channels("--std", "Standard deviation of each channel, as --mean.");

    /// <summary>Both, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_mean, _deviation];

    /// <summary>The means that were given; null for none.</summary>
    public IReadOnlyList<float>? Mean(ParseResult parsed) => parsed.GetValue(_mean) is { Length: > 0 } mean ? mean : null;

    /// <summary>The deviations that were given; null for none.</summary>
    public IReadOnlyList<float>? Deviation(ParseResult parsed) => parsed.GetValue(_deviation) is { Length: > 0 } deviation ? deviation : null;

    /// <summary>Both; null where none is given.</summary>
    public Normalisation? Read(ParseResult parsed) =>
        Mean(parsed) is null && Deviation(parsed) is null ? null : new Normalisation(Mean(parsed) ?? [], Deviation(parsed) ?? []);

    private static Option<float[]> Channels(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "numbers",
        CustomParser = result =>
        {
            var numbers = new List<float>();
            foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
            {
                if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !float.IsFinite(number))
                {
                    result.AddError($"{name} has to be numbers with commas between them, for example 0.485,0.456,0.406, but has '{part}'.");
                    return null!;
                }

                numbers.Add(number);
            }

            return [.. numbers];
        },
    };
}
