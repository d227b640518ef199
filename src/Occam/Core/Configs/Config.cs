using Occam.Core.Configs.Binding;
using Occam.Core.Configs.Merging;
using Occam.Core.Configs.Nodes;
using Occam.Core.Configs.Reading;
using Occam.Core.Configs.Writing;
using Occam.Core.Registry;

namespace Occam.Core.Configs;

/// <summary>
/// A config: a YAML file merged over the files that it inherits from (<c>_base_</c>), with what <c>--set</c> changed and every <c>${reference}</c> resolved.
/// It knows of each value where it was written. <see cref="Bind{T}"/> turns it into options records.
/// </summary>
/// <remarks>
/// Keys are snake_case. Mappings are merged key by key, lists and values are replaced; <c>_delete_: true</c> in a mapping drops what was inherited. The
/// mapping <c>variables:</c> at the top is for references only.
/// </remarks>
public sealed class Config
{
    /// <summary>The mapping at the top that only references read.</summary>
    public const string VariablesKey = "variables";

    /// <summary>The list at the top of assemblies that register further components; paths relative to the file that names them.</summary>
    public const string ExtensionsKey = "extensions";

    private readonly ConfigMapping _root;
    private readonly HashSet<ConfigScalar> _paths = new(ReferenceEqualityComparer.Instance);

    private readonly ProblemList _problems;

    private Config(string path, ConfigMapping root, ProblemList problems)
    {
        (Path, _root, _problems) = (path, root, problems);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The assemblies that the config asks for, as full paths.</summary>
    public IReadOnlyList<string> Extensions => [.. ExtensionItems.Select(item => PathResolver.Resolve(item.Scalar))];

    private IEnumerable<(int Index, ConfigScalar Scalar)> ExtensionItems => _root.Find(ExtensionsKey)?.Value is ConfigList list
        ? list.Items.Index().Where(item => item.Item is ConfigScalar { IsNull: false }).Select(item => (item.Index, (ConfigScalar)item.Item))
        : [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">What to change, each <c>key.path=value</c>, applied in order.</param>
    /// <exception cref="ConfigException">Something is wrong; every problem is listed.</exception>
    public static Config Load(string path, IEnumerable<string>? overrides = null)
    {
        var config = Open(path, overrides);
        config._problems.Throw();
        return config;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The file that it stands for in messages, and to whose folder paths are relative.</param>
    /// <param name="overrides">What to change, each <c>key.path=value</c>, applied in order.</param>
    /// <exception cref="ConfigException">Something is wrong; every problem is listed.</exception>
    public static Config Parse(string text, string path = "config.yaml", IEnumerable<string>? overrides = null)
    {
        var problems = new ProblemList();
        var config = Finish(path, new BaseChain(problems).Merge(text, path), overrides, problems);
        problems.Throw();
        return config;
    }

    /// <summary>Reads a file as <see cref="Load"/> does, but leaves it to <see cref="Bind{T}"/> to tell what is wrong, together with what that finds.</summary>
    internal static Config Open(string path, IEnumerable<string>? overrides = null)
    {
        var problems = new ProblemList();
        return Finish(path, new BaseChain(problems).Read(path), overrides, problems);
    }

    /// <summary>Turns the config into options; the assemblies under <c>extensions:</c> are loaded first.</summary>
    /// <typeparam name="T">The options record of the whole config.</typeparam>
    /// <param name="registry">What the names after <c>type:</c> stand for; the components of the extensions are added to it.</param>
    /// <param name="checkFiles">Whether a file or folder that is named but missing is a problem. Default no.</param>
    /// <exception cref="ConfigException">Something is wrong; every problem is listed.</exception>
    public T Bind<T>(ComponentRegistry registry, bool checkFiles = false)
        where T : class
    {
        var problems = _problems.Copy();
        if (problems.IsPartial)
        {
            problems.Throw();
        }

        var broken = LoadExtensions(registry, problems);
        var bound = new RecordBinder(registry, problems, _paths, areNamesComplete: broken.Count == 0).BindRoot(typeof(T), _root);
        foreach (var scalar in checkFiles ? _paths.Where(scalar => !broken.Contains(scalar) && !System.IO.Path.Exists(PathResolver.Resolve(scalar))) : [])
        {
            problems.Add(scalar.Mark, string.Empty, $"there is no file or folder '{PathResolver.Resolve(scalar)}'");
        }

        problems.Throw();
        return (T)bound!;
    }

    /// <summary>The merged config as YAML that can be read again, with the place of each value as a comment.</summary>
    public string ToYaml() => YamlWriter.Write(_root, scalar => new(scalar.Text, scalar.Mark.ToString()));

    /// <summary>The merged config as YAML that can be read again from another folder; the paths that <see cref="Bind{T}"/> found are rewritten for it.</summary>
    /// <param name="folder">The folder in which it will lie.</param>
    public string ToYaml(string folder) => YamlWriter.Write(_root, scalar => new(_paths.Contains(scalar) ? RelativeTo(folder, scalar) : scalar.Text, null));

    // Returns those that cannot be loaded.
    private List<ConfigScalar> LoadExtensions(ComponentRegistry registry, ProblemList problems)
    {
        var broken = new List<ConfigScalar>();
        foreach (var (index, scalar) in ExtensionItems)
        {
            try
            {
                registry.Load(PathResolver.Resolve(scalar));
            }
            catch (ExtensionException e)
            {
                problems.Add(scalar.Mark, KeyPath.Item(ExtensionsKey, index), e.Message.TrimEnd('.'));
                broken.Add(scalar);
            }
        }

        return broken;
    }

    private static string RelativeTo(string folder, ConfigScalar scalar) =>
        System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath(folder), PathResolver.Resolve(scalar)).Replace('\\', '/');

    private static Config Finish(string path, ConfigMapping? root, IEnumerable<string>? overrides, ProblemList problems)
    {
        root ??= new(new(path), []);
        root = (overrides ?? []).Aggregate(root, (merged, text) => new Override(text, problems).Apply(merged));
        root = (ConfigMapping)MappingMerge.Clean(root, problems);

        // With half of a file gone, every reference to that half would be one more problem that is none.
        root = problems.IsPartial ? root : new ReferenceResolver(root, problems).Run();
        problems.EndReading();
        return new(path, root, problems);
    }
}
