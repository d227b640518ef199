using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Training;

namespace Occam.Cli.Rendering;

/// <summary>Shows how training goes: a line an epoch that stays, and on a terminal a last line that is rewritten.</summary>
internal sealed class TrainingView(Terminal terminal)
{
    private readonly LiveLine _line = new(terminal);

    /// <summary>Shows a step.</summary>
    public void Show(TrainingProgress progress) => _line.Rewrite(() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_line.Time} epoch {progress.Epoch + 1}/{progress.Epochs}  {100.0 * progress.Step / progress.Steps,3:F0} %  loss {progress.Loss:F4}"));

    /// <summary>Shows an epoch.</summary>
    public void Show(EpochResult epoch) =>
        _line.Say(string.Create(CultureInfo.InvariantCulture, $"{_line.Time} epoch {epoch.Epoch,3}  loss {epoch.Loss:F4}  test {epoch.TestAccuracy * 100:F2} %"));

    /// <summary>Clears the line that is rewritten.</summary>
    public void End() => _line.End();
}
