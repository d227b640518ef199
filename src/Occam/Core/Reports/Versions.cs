using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Occam.Core.Reports;

/// <summary>The versions of what computes, for reports and bug reports.</summary>
public static class Versions
{
    /// <summary>Occam's version.</summary>
    public static string Occam { get; } = Of(typeof(Versions).Assembly);

    /// <summary>TorchSharp's version.</summary>
    public static string TorchSharp => Of(typeof(torch).Assembly);

    /// <summary>ONNX Runtime's version; loads its native library.</summary>
    public static string OnnxRuntime => OrtEnv.Instance().GetVersionString();

    private static string Of(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();
        return version.Split('+')[0];
    }
}
