using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The picture of fine-tuning: accuracy (or agreement) and loss by epoch.</summary>
internal static class TrainingChart
{
    private const double Height = 260;

    public static void Write(StringBuilder page, TrainingFigures? training)
    {
        if (training is null || training.Epochs.Count < 2)
        {
            return;
        }

        var labelled = training.Epochs.All(epoch => epoch.Accuracy is not null);
        var points = training.Epochs.Select(epoch => ((double)epoch.Epoch, (labelled ? epoch.Accuracy!.Value : epoch.Agreement) * 100)).ToArray();
        page.Append($"<section>\n<h2>Fine-tuning</h2>\n<p class=\"note\">{training.Epochs[^1].Epoch} epochs with the original as teacher, {training.BatchSize} images a step, learning rate up to {training.LearningRate:G3}, {training.Seconds:F0} s. Epoch 0 is the pruned network before training.</p>\n");
        Line(page, points, "accuracy by epoch", labelled ? "top-1 accuracy, %" : "agreement, %", 100);
        var losses = training.Epochs.Where(epoch => epoch.Loss is not null).Select(epoch => ((double)epoch.Epoch, epoch.Loss!.Value)).ToArray();
        if (losses.Length > 1)
        {
            Line(page, losses, "loss by epoch", "loss", double.PositiveInfinity);
        }

        page.Append("</section>\n");
    }

    private static void Line(StringBuilder page, (double X, double Y)[] points, string label, string title, double highest)
    {
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var margin = Math.Max((high - low) * 0.1, 1e-3);
        var frame = new ChartFrame(Height, (0, points[^1].X), (Math.Max(low - margin, 0), Math.Min(high + margin, highest)), 1);
        frame.Open(page, label, "epoch", title);
        page.Append($"<polyline class=\"curve\" points=\"{string.Join(' ', points.Select(point => $"{frame.X(point.X):F1},{frame.Y(point.Y):F1}"))}\"/>\n");
        foreach (var (x, y) in points)
        {
            page.Append($"<circle class=\"dot\" cx=\"{frame.X(x):F1}\" cy=\"{frame.Y(y):F1}\" r=\"3.5\"/>");
        }

        page.Append("\n</svg>\n");
    }
}
