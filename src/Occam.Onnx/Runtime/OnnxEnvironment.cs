using Microsoft.ML.OnnxRuntime;

namespace Occam.Onnx.Runtime;

/// <summary>ONNX Runtime's process-wide settings.</summary>
internal static class OnnxEnvironment
{
    /// <summary>Makes ONNX Runtime write nothing to the console; what fails comes as an exception anyway.</summary>
    public static void EnsureQuiet()
    {
        if (!OrtEnv.IsCreated)
        {
            var options = new EnvironmentCreationOptions { logId = "occam", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv.CreateInstanceWithOptions(ref options);
        }
    }
}
