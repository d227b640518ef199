using System.Runtime.InteropServices;

namespace Occam.Graphs.Native;

/// <summary>LibTorch's process-wide switches that TorchSharp does not expose.</summary>
/// <remarks>Looked up by their mangled Itanium names; where a platform mangles otherwise the switches report that they did nothing.</remarks>
internal static unsafe class LibTorchContext
{
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

    /// <summary>Switches NNPACK off; says whether it could.</summary>
    public static bool TurnNnPackOff() => TurnOff("_ZN2at7Context20setUserEnabledNNPACKEb");

    /// <summary>Switches oneDNN off; says whether it could.</summary>
    public static bool TurnOneDnnOff() => TurnOff("_ZN2at7Context20setUserEnabledMkldnnEb");

    private static bool TurnOff(string setter)
    {
        if (Find("_ZN2at13globalContextEv") is not (var context and not 0) || Find(setter) is not (var set and not 0))
        {
            return false;
        }

        ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
        return true;
    }

    private static nint Find(string name) => Library != 0 && NativeLibrary.TryGetExport(Library, name, out var address) ? address : 0;
}
