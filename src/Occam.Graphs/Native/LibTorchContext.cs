using System.Runtime.InteropServices;

namespace Occam.Graphs.Native;

/// <summary>LibTorch's process-wide switches that TorchSharp does not expose.</summary>
/// <remarks>Looked up by their mangled Itanium names; where a platform mangles otherwise the switches report that they did nothing.</remarks>
internal static unsafe class LibTorchContext
{
    private const sbyte Cpu = 0;

    private static readonly nint Library = NativeLibrary.TryLoad("torch_cpu", typeof(LibTorchContext).Assembly, null, out var library) ? library : 0;

    /// <summary>Whether LibTorch's main library is there and loads.</summary>
    public static bool IsLoaded => Library != 0;

    /// <summary>LibTorch's version, or 0.0 where it does not say.</summary>
    public static Version Version
    {
        get
        {
            if (Find("aoti_torch_abi_version") is not (var function and not 0))
            {
                return new(0, 0);
            }

            // major.minor.patch in the three highest bytes.
            var version = ((delegate* unmanaged<ulong>)function)();
            return new((int)(version >> 56), (int)((version >> 48) & 0xFF), (int)((version >> 40) & 0xFF));
        }
    }

    /// <summary>oneDNN's version as LibTorch tells it; null where it does not.</summary>
    public static string? OneDnnVersion => Text("_ZN2at18get_mkldnn_versionB5cxx11Ev");

    /// <summary>The instruction set of LibTorch's own kernels, for example AVX512; null where it does not tell.</summary>
    public static string? CpuCapability => Text("_ZN2at18get_cpu_capabilityB5cxx11Ev");

    /// <summary>Switches NNPACK off; says whether it could.</summary>
    public static bool TurnNnPackOff() => TurnOff("_ZN2at7Context20setUserEnabledNNPACKEb");

    /// <summary>Switches oneDNN off; says whether it could.</summary>
    public static bool TurnOneDnnOff() => TurnOff("_ZN2at7Context20setUserEnabledMkldnnEb");

    /// <summary>
    /// Makes this thread compute convolutions and products on the CPU in bfloat16 whatever their operands are, or ends that; says whether it could. What was cast is forgotten at the end.
    /// </summary>
    public static bool SetAutocast(bool enabled)
    {
        if (Find("_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb") is not (var enable and not 0)
            || Find("_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE") is not (var choose and not 0)
            || Find("_ZN2at8autocast11clear_cacheEv") is not (var clear and not 0))
        {
            return false;
        }

        ((delegate* unmanaged<sbyte, sbyte, void>)choose)(Cpu, (sbyte)TorchSharp.torch.ScalarType.BFloat16);
        ((delegate* unmanaged<sbyte, byte, void>)enable)(Cpu, (byte)(enabled ? 1 : 0));
        if (!enabled)
        {
            ((delegate* unmanaged<void>)clear)();
        }

        return true;
    }

    /// <summary>Whether this thread does so now.</summary>
    public static bool IsAutocastOn() =>
        Find("_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE") is var ask and not 0 && ((delegate* unmanaged<sbyte, byte>)ask)(Cpu) != 0;

    private static bool TurnOff(string setter)
    {
        if (Find("_ZN2at13globalContextEv") is not (var context and not 0) || Find(setter) is not (var set and not 0))
        {
            return false;
        }

        ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
        return true;
    }

    // A function that returns a std::string of libstdc++ by value: the caller passes room for {data, length, 16 bytes inline}.
    // The few bytes that a long one holds outside are left to the process.
    private static string? Text(string function)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || Find(function) is not (var get and not 0))
        {
            return null;
        }

        var text = stackalloc nint[4];
        ((delegate* unmanaged<nint*, nint*>)get)(text);
        return Marshal.PtrToStringUTF8(text[0], (int)text[1]);
    }

    private static nint Find(string name) => Library != 0 && NativeLibrary.TryGetExport(Library, name, out var address) ? address : 0;
}
