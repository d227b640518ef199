namespace Occam.Core.Training.Hooks;

/// <summary>Turns what goes wrong with a run's files into one clear error.</summary>
internal static class RunOutput
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="TrainingException">It cannot be written.</exception>
    public static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"'{path}' cannot be written: {e.Message} What was saved before is untouched; make room or give another folder, then resume.", e);
        }
    }
}
