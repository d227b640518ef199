using System.Text;
using Occam.Core.Configs;
using Occam.Core.Experiments;
using Occam.Testing;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Configs;

/// <summary>The shipped configs with mistakes made at random: each is sound still, or is refused with problems that all have a place; no other error comes.</summary>
public sealed class MutatedConfigTests
{
    private const int MutantsPerConfig = 12;
    private static readonly string[] Scraps = ["\t", "{", "}", "[", "]", ":", "#", "'", "\"", "${", "}", "${training.epochs}", "&a", "*a", "!!str ", "<<: ", "- ", "? ", "|", ">", "\n", "  ", "~", "-1", "0", "1e999", ".nan", "\u0001", "\ud83d\ude00", "%", "@", "_base_: ", "_delete_: true"];

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Root => SharedFiles.InRepository("configs");

    [Theory]
    [MemberData(nameof(Files))]
    public void Are_sound_or_refused_with_places(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        using var folder = new TemporaryFolder();
        var random = new Random(file.Length);
        for (var i = 0; i < MutantsPerConfig; i++)
        {
            var path = folder.File($"{i}.yaml");
            var mutant = Mutate(text, random);
            File.WriteAllText(path, mutant);

            var error = Record.Exception(() => Experiment.Load(path));

            Assert.True(error is ConfigException or null, $"{mutant}\n{error}");
            Assert.All((error as ConfigException)?.Problems ?? [], problem => Assert.True(problem.Mark is { Line: > 0, Column: > 0 } && problem.Message.Length > 0, $"{mutant}\n{problem}"));
        }
    }

    private static string Mutate(string text, Random random)
    {
        var mutant = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(mutant.Length);
            switch (random.Next(4))
            {
                case 0:
                    mutant.Remove(at, Math.Min(random.Next(1, 12), mutant.Length - at));
                    break;
                case 1:
                    mutant.Insert(at, Scraps[random.Next(Scraps.Length)]);
                    break;
                case 2:
                    mutant.Insert(at, mutant.ToString(at, Math.Min(random.Next(1, 60), mutant.Length - at)));
                    break;
                default:
                    mutant[at] = (char)random.Next(32, 127);
                    break;
            }
        }

        return mutant.ToString();
    }
}
