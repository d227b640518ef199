using System.Globalization;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Experiments;

namespace Occam.Cli.Commands;

/// <summary>What <c>occam train</c> does with a config.</summary>
internal sealed class ExperimentTraining(Session session)
{
    /// <summary>Trains, or goes on with what was interrupted.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string config, string[] overrides, string? output, bool resume, bool overwrite)
    {
        var experiment = Experiment.Load(config, overrides);
        var folder = output ?? experiment.DefaultOutput;
        var view = new ExperimentView(session.Terminal);
        try
        {
            var result = experiment.Train(new() { Output = folder, Resume = resume, Overwrite = overwrite }, view.Show, view.Say, session.Cancellation);
            view.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Model}: {(result.Accuracy is { } accuracy ? $"{accuracy * 100:F2} % of the test images right in ONNX Runtime, " : string.Empty)}{result.Parameters:N0} parameters, {result.Macs / 1e6:N1} M MACs, {result.Seconds / 60:F1} minutes."));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            view.End();
            session.Terminal.Error.WriteLine($"Stopped. What was reached is kept in {folder}; the same command with --resume goes on from there.");
            return ExitCode.Interrupted;
        }
        finally
        {
            view.End();
        }
    }
}
