using Occam.Apis;
using Occam.Cli.Hosting;

namespace Occam.Cli.Rendering;

/// <summary>Shows how a compression goes: what was found as lines that stay, and on a terminal a last line that is rewritten while work goes on.</summary>
internal sealed class ProgressView(Terminal terminal)
{
    private const int BarLength = 24;

    private readonly LiveLine _line = new(terminal);
    private CompressStage? _stage;

    /// <summary>Shows progress.</summary>
    public void Show(CompressProgress progress)
    {
        if (progress.IsMilestone)
        {
            _line.Say($"{_line.Time} {Name(progress.Stage),-9} {progress.Message}");
        }
        else if (_line.IsLive)
        {
            _line.Rewrite(() => $"{_line.Time} {Name(progress.Stage),-9} {Bar(progress.Fraction)}{progress.Message}", isUrgent: _stage != progress.Stage);
        }
        else if (_stage != progress.Stage)
        {
            _line.Say($"{_line.Time} {Name(progress.Stage),-9} {progress.Message} ...");
        }

        _stage = progress.Stage;
    }

    /// <summary>Clears the line that is rewritten.</summary>
    public void End() => _line.End();

    private static string Bar(double? fraction)
    {
        if (fraction is not { } done)
        {
            return string.Empty;
        }

        var full = (int)Math.Round(Math.Clamp(done, 0, 1) * BarLength);
        return $"{new string('#', full)}{new string('.', BarLength - full)} {done * 100,3:F0} %  ";
    }

    private static string Name(CompressStage stage) => stage == CompressStage.FineTune ? "fine-tune" : stage.ToString().ToLowerInvariant();
}
