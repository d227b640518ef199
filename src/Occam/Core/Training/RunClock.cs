using System.Diagnostics;

namespace Occam.Core.Training;

/// <summary>Where the time of a run goes.</summary>
internal sealed class RunClock
{
    private readonly Stopwatch _all = Stopwatch.StartNew();
    private TimeSpan _waited;
    private TimeSpan _trained;
    private long _images;

    /// <summary>The time of the processes before this one.</summary>
    public TimeSpan Before { get; set; }

    public TimeSpan Elapsed => _all.Elapsed;

    public double ImagesPerSecond => _images / Math.Max((_waited + _trained).TotalSeconds, 1e-9);

    public double WaitShare => _waited / TimeSpan.FromTicks(Math.Max(1, (_waited + _trained).Ticks));

    public void Start() => _all.Restart();

    public void Add(TimeSpan waited, TimeSpan trained, int images)
    {
        _waited += waited;
        _trained += trained;
        _images += images;
    }
}
