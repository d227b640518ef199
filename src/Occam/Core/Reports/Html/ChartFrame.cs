using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The frame of a picture: axes with round numbers, and where a pair of numbers is drawn.</summary>
internal sealed class ChartFrame
{
    /// <summary>The picture's width in SVG units; it scales with the page.</summary>
    public const double Width = 640;

    private const double Left = 62;
    private const double Right = 20;
    private const double Top = 14;
    private const double Bottom = 46;
    private const int Ticks = 5;
    private readonly double _height;
    private readonly (double From, double To, double Step) _x;
    private readonly (double From, double To, double Step) _y;

    /// <summary>Chooses the ranges.</summary>
    /// <param name="height">The picture's height in SVG units.</param>
    /// <param name="x">Lowest and highest number to the right.</param>
    /// <param name="y">Lowest and highest number upwards.</param>
    /// <param name="leastStep">The least distance between ticks to the right: 1 for counts.</param>
    public ChartFrame(double height, (double Low, double High) x, (double Low, double High) y, double leastStep = 0)
    {
        _height = height;
        _x = Range(x.Low, x.High, leastStep);
        _y = Range(y.Low, y.High, 0);
    }

    /// <summary>Where a number is to the right.</summary>
    public double X(double value) => Left + ((value - _x.From) / (_x.To - _x.From) * (Width - Left - Right));

    /// <summary>Where a number is downwards.</summary>
    public double Y(double value) => _height - Bottom - ((value - _y.From) / (_y.To - _y.From) * (_height - Top - Bottom));

    /// <summary>Starts the picture: grid, ticks and titles.</summary>
    public void Open(StringBuilder page, string label, string xTitle, string yTitle)
    {
        page.Append($"<svg viewBox=\"0 0 {Width} {_height}\" role=\"img\" aria-label=\"{HtmlReport.Text(label)}\">\n");
        for (var value = _y.From; value <= _y.To + (_y.Step / 2); value += _y.Step)
        {
            page.Append($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):F1}\" y2=\"{Y(value):F1}\"/>");
            page.Append($"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{Y(value) + 4:F1}\">{Label(value, _y.Step)}</text>\n");
        }

        for (var value = _x.From; value <= _x.To + (_x.Step / 2); value += _x.Step)
        {
            page.Append($"<text class=\"tick\" text-anchor=\"middle\" x=\"{X(value):F1}\" y=\"{_height - Bottom + 18}\">{Label(value, _x.Step)}</text>\n");
        }

        page.Append($"<text class=\"axis\" text-anchor=\"middle\" x=\"{(Left + Width - Right) / 2}\" y=\"{_height - 6}\">{HtmlReport.Text(xTitle)}</text>\n");
        page.Append($"<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(14 {(_height - Bottom + Top) / 2}) rotate(-90)\">{HtmlReport.Text(yTitle)}</text>\n");
    }

    private static string Label(double value, double step) =>
        (Math.Abs(value) < step / 1000 ? 0 : value).ToString($"F{Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6)}");

    // Steps of 1, 2 or 5 times a power of ten.
    private static (double From, double To, double Step) Range(double low, double high, double leastStep)
    {
        if (high - low < 1e-9)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        var raw = (high - low) / Ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = Math.Max(leastStep, power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        return (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }
}
