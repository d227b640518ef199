using Occam.Core.Training;
using Occam.Datasets;
using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Models.Distillers;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>Student and teacher of a data-free algorithm, whose values can be found by name.</summary>
internal sealed class RecordedPair
{
    private readonly RecordedGraph _student;
    private readonly RecordedGraph _teacher;
    private readonly Graph _teacherGraph;

    /// <summary>Runs both on zeros.</summary>
    /// <exception cref="TrainingException">They do not take one image, or do not tell apart the same classes.</exception>
    public RecordedPair(Graph student, Graph teacher, InputSpec input)
    {
        var images = Wiring.Images(input);
        (_student, _teacher, _teacherGraph) = (Run(Distiller.Student, student, images), Run(Distiller.DefaultTeacher, teacher, images), teacher);
        var (own, taught) = (Find(isStudent: true, new()).Shape, Find(isStudent: false, new()).Shape);
        if (!own.AsSpan().SequenceEqual(taught) || own.Length != 2)
        {
            throw new TrainingException($"Student and teacher have to give logits [N, classes] of one shape, but give [{string.Join(", ", own)}] and [{string.Join(", ", taught)}].");
        }
    }

    /// <summary>The name of the teacher's first output.</summary>
    public string TeacherLogits => _teacherGraph.Outputs[0].Name;

    /// <summary>What the teacher's last layer reads.</summary>
    public string TeacherFeature => _teacherGraph.Outputs[0].Producer?.Inputs[0]?.Name ?? TeacherLogits;

    /// <summary>Finds a value of one of them.</summary>
    /// <exception cref="TrainingException">There is none; the message has the nearest names.</exception>
    public RecordedSource Find(bool isStudent, RecordedValueOptions wanted) =>
        (isStudent ? _student : _teacher).Find(wanted, out var problem) ?? throw new TrainingException($"Recording: {problem}");

    private static RecordedGraph Run(string name, Graph graph, long[] images)
    {
        try
        {
            return new(name, graph, ShapeInference.Run(graph, new Dictionary<string, long[]>(StringComparer.Ordinal) { [graph.Inputs[0].Name] = images }));
        }
        catch (GraphException e)
        {
            throw new TrainingException($"The {name} cannot take images [{string.Join(", ", images)}]: {e.Message}", e);
        }
    }
}
