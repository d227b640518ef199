using System.Globalization;
using System.Text;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using Occam.Models.Losses;
using Occam.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>
/// Distillation: losses between recorded values of the network that is trained and of its teachers, through connectors. Teachers are frozen, in inference mode and without
/// gradients, and see the very images that the student sees, with the same changes and mixtures. Names and shapes are checked before anything is trained.
/// </summary>
/// <remarks>
/// For a batch of mixtures, losses with labels are the mean of both labels' losses, weighted by their shares. Where another component replaced the graph, the wiring is made
/// anew; connectors whose shapes are as before go on, others start anew.
/// </remarks>
public sealed class Distiller : TrainingComponent
{
    private static readonly Scalar One = 1;
    /// <summary>The name of the network that is trained.</summary>
    public const string Student = "student";

    /// <summary>The name of the teacher where there is one.</summary>
    public const string DefaultTeacher = "teacher";

    private readonly DistillerOptions _options;
    private readonly TrainingContext _context;
    private readonly Loss[] _losses;
    private readonly Dictionary<string, Teacher> _teachers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MadeConnector> _connectors = new(StringComparer.Ordinal);
    private Graph _student;
    private IReadOnlyList<WiredLoss> _wired = [];
    private string[] _recorded = [];

    /// <summary>Makes the distiller, and checks that all fits.</summary>
    /// <param name="options">Teachers, connectors, losses.</param>
    /// <param name="context">The network to train, the data, the seed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">Names or shapes do not fit; the message lists every problem.</exception>
    public Distiller(DistillerOptions options, TrainingContext context)
    {
        var problems = options.Problems().Concat(options.Losses.SelectMany(loss => loss.Problems().Concat(loss.Inputs.Values.SelectMany(input => input.Problems())))).ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_options, _context, _student) = (options, context, context.Graph);
        _losses = [.. options.Losses.Select(loss => loss.Loss.Make(context))];
        var graphs = new Dictionary<string, Graph>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, choice) in Teachers())
            {
                graphs.Add(name, Teacher.Load(name, choice, context));
            }

            Wire(context.Graph, graphs);
            foreach (var (name, graph) in graphs)
            {
                _teachers.Add(name, new(graph, Sources(name).Select(source => source.Name), context.Input, context.Device, options.Cache is { } folder ? teacher => Cache(folder, teacher) : null));
            }
        }
        catch
        {
            Array.ForEach(_losses, loss => loss.Dispose());
            Array.ForEach([.. graphs.Values], graph => graph.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Name => _options.Name;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Recorded => _recorded;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Weight)> Parameters =>
        _connectors.SelectMany(pair => pair.Value.Connector.Parameters.Select(weight => ($"{pair.Key}.{weight.Name}", weight.Weight)));

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        _connectors.SelectMany(pair => pair.Value.Connector.StateTensors.Select(state => ($"{pair.Key}.{state.Name}", state.Tensor)))
            .Concat(_wired.SelectMany(wired => wired.Loss.StateTensors.Select(state => ($"{wired.Name}:{state.Name}", state.Tensor))));

    /// <inheritdoc/>
    public override void Attach(GraphModule module)
    {
        if (!ReferenceEquals(module.Graph, _student))
        {
            Wire(module.Graph, _teachers.ToDictionary(pair => pair.Key, pair => pair.Value.Graph, StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        var values = new StepValues(pass, context, Teach);
        return [.. _wired.Where(wired => wired.IsActive(context.Progress)).Select(wired => new NamedLoss(wired.Name, Measure(wired, values, pass)))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.ForEach(_losses, loss => loss.Dispose());
            Array.ForEach([.. _connectors.Values], made => made.Connector.Dispose());
            Array.ForEach([.. _teachers.Values], teacher => teacher.Dispose());
        }

        base.Dispose(disposing);
    }

    private static Tensor Measure(WiredLoss wired, StepValues values, ForwardPass pass)
    {
        var tensors = wired.Inputs.ToDictionary(input => input.Argument, values.Of, StringComparer.Ordinal);
        var loss = wired.Loss.Compute(tensors);
        if (pass.Batch.Mixture is not { } mixture || wired.Inputs.FirstOrDefault(input => input.IsLabels) is not { } labels)
        {
            return loss;
        }

        using Scalar share = mixture.Share;
        using Scalar rest = 1 - mixture.Share;
        tensors[labels.Argument] = mixture.Labels;
        return loss.mul(share).add(wired.Loss.Compute(tensors).mul(rest), One);
    }

    private IEnumerable<KeyValuePair<string, Choice<ArchitectureContext, Graph>>> Teachers() =>
        _options.Teacher is { } teacher ? _options.Teachers.Prepend(KeyValuePair.Create(DefaultTeacher, teacher)) : _options.Teachers;

    private TeacherCache Cache(string folder, Graph teacher)
    {
        var shapes = ShapeInference.Run(teacher, new Dictionary<string, long[]>(StringComparer.Ordinal) { [teacher.Inputs[0].Name] = Wiring.Images(_context.Input) });
        var rows = teacher.Outputs.Select(value => (value.Name, Shape: shapes.Find(value)!)).ToArray();
        var odd = rows.FirstOrDefault(row => row.Shape.ElementType != ElementType.Float || row.Shape.Dimensions is not [Wiring.Samples, ..]);
        return odd == default
            ? new(folder, [.. OnnxWriter.ToBytes(teacher), .. Fed()], rows.Select(row => row.Shape.Dimensions.Skip(1).ToArray()), 2L * _context.Data.Train.Count)
            : throw new TrainingException($"'{Name}' cannot keep a teacher's '{odd.Name}' ({odd.Shape}) in a cache: float32 with a row an image is wanted. Leave 'cache' out.");
    }

    // One image is fed differently where it is normalised differently.
    private byte[] Fed() => Encoding.UTF8.GetBytes(_context.Input.Normalisation is { } normalisation ? string.Join(' ', normalisation.Mean.Concat(normalisation.Deviation).Select(number => number.ToString("R", CultureInfo.InvariantCulture))) : string.Empty);

    private IEnumerable<RecordedSource> Sources(string network) =>
        _wired.SelectMany(wired => wired.Inputs).Select(input => input.Source).Where(source => string.Equals(source.Network, network, StringComparison.Ordinal));

    private void Wire(Graph student, Dictionary<string, Graph> teachers)
    {
        var wiring = new Wiring(_options, _context, student, teachers, _losses, _connectors);
        Array.ForEach([.. _connectors.Values.Except(wiring.Connectors.Values)], made => made.Connector.Dispose());
        _connectors.Clear();
        foreach (var (name, connector) in wiring.Connectors)
        {
            _connectors.Add(name, connector);
        }

        (_student, _wired) = (student, wiring.Losses);
        _recorded = [.. Sources(Student).Where(source => !student.IsOutput(source.Value!)).Select(source => source.Name).Distinct(StringComparer.Ordinal)];
    }

    private Dictionary<string, Tensor> Teach(string name, Tensor images)
    {
        var teacher = _teachers[name];
        return teacher.Names.Zip(teacher.Run(images)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
