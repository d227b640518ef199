using System.CommandLine;
using System.Globalization;
using Occam.Cli.Hosting;
using Occam.Graphs;

namespace Occam.Cli.Commands;

/// <summary>The option that fixes the sizes of inputs.</summary>
internal static class ShapeOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string[]> Create() => new("--shape")
    {
        Description = "The sizes of an input, for example input=2x3x224x224; the name may be left out where the network has one input. "
            + "Repeat it for more inputs. Default: the sizes in the file, with 1 for an open batch, 224 for open sides of images, 16 for others.",
        HelpName = "[input=]sizes",
    };

    /// <summary>Reads what was given.</summary>
    /// <returns>Sizes by input name; empty where nothing was given.</returns>
    /// <exception cref="UsageException">It cannot be read, or does not fit the network's inputs.</exception>
    public static IReadOnlyDictionary<string, long[]> Resolve(IEnumerable<string>? given, Graph graph)
    {
        var shapes = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var text in given ?? [])
        {
            var split = text.LastIndexOf('=');
            var name = split < 0 ? SingleInput(graph, text) : text[..split];
            var input = graph.Inputs.FirstOrDefault(value => string.Equals(value.Name, name, StringComparison.Ordinal))
                ?? throw new UsageException($"--shape {text}: the network has no input '{name}'; it has {string.Join(", ", graph.Inputs)}.");
            shapes[name] = Check(input, Sizes(text, text[(split + 1)..]), text);
        }

        return shapes;
    }

    private static string SingleInput(Graph graph, string text) => graph.Inputs.Count == 1
        ? graph.Inputs[0].Name
        : throw new UsageException($"--shape {text}: say which input, for example {(graph.Inputs.Count == 0 ? "input" : graph.Inputs[0].Name)}={text}; the network has {string.Join(", ", graph.Inputs)}.");

    private static long[] Sizes(string text, string sizes)
    {
        var parts = sizes.Split('x', ',');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < 1)
            {
                throw new UsageException($"--shape {text}: '{parts[i]}' is not a size; write sizes of at least 1 with x between them, for example 1x3x224x224.");
            }
        }

        return numbers;
    }

    private static long[] Check(Value input, long[] sizes, string text)
    {
        var declared = input.Type?.Dimensions;
        if (declared is not null
            && (declared.Count != sizes.Length || declared.Zip(sizes).Any(pair => pair.First.Size is { } size && size != pair.Second)))
        {
            throw new UsageException($"--shape {text}: the file declares input '{input.Name}' as {input.Type}, which {string.Join('x', sizes)} does not fit.");
        }

        return sizes;
    }
}
