using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Occam.Graphs.Native;

/// <summary>Makes LibTorch fit for use in this process: loaded, computing right, and fast.</summary>
public static class LibTorch
{
    private static readonly Lazy<LibTorchStatus> Ready = new(Prepare);

    /// <summary>Threads that one operator may use, at least 1. Starts at the usable cores, or OMP_NUM_THREADS where that is set.</summary>
    /// <exception cref="LibTorchException">LibTorch does not load or computes wrongly.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int Threads
    {
        get
        {
            EnsureReady();
            return torch.get_num_threads();
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            EnsureReady();
            torch.set_num_threads(value);
        }
    }

    /// <summary>
    /// Loads LibTorch, tunes the allocator, switches NNPACK off, repairs oneDNN where its cache record is broken and tests convolutions against float64.
    /// Everything in Occam that computes calls it before its first tensor. Does its work once; safe from any thread.
    /// </summary>
    /// <returns>What was found and done. Its warnings are for the caller to show.</returns>
    /// <exception cref="LibTorchException">LibTorch does not load, or convolutions are wrong even with oneDNN switched off.</exception>
    public static LibTorchStatus EnsureReady() => Ready.Value;

    private static LibTorchStatus Prepare()
    {
        var watch = Stopwatch.StartNew();
        var spins = OpenMp.LimitSpinning();
        var allocator = GlibcAllocator.Tune();
        Load();
        var nnPackOff = LibTorchContext.TurnNnPackOff();
        ChooseThreads();
        var version = LibTorchContext.Version;
        var repair = OneDnnRepair.Apply(version);
        var verdict = ConvolutionVerdict.Reach(repair.Repaired, ConvolutionSelfTest.OfLibTorch.Run, LibTorchContext.TurnOneDnnOff);
        return new()
        {
            Version = version,
            OneDnn = verdict.State,
            SelfTestBefore = repair.Repaired ? null : verdict.First,
            SelfTest = verdict.Last,
            CacheRecordBefore = repair.Before,
            CacheRecord = repair.After,
            Allocator = allocator,
            Threads = torch.get_num_threads(),
            SpinCount = spins,
            NnPackOff = nnPackOff,
            LoadedFromCopy = TorchSharpLoader.IsCopyInUse,
            Elapsed = watch.Elapsed,
            Warnings = verdict.Warnings,
        };
    }

    private static void Load()
    {
        // Looked for first: TorchSharp's own search for a missing library copies 500 MB about.
        if (!LibTorchContext.IsLoaded)
        {
            throw new LibTorchException(
                $"LibTorch is not beside this program. A program that uses Occam needs a reference to the package libtorch-cpu-{RuntimeInformation.RuntimeIdentifier}, "
                + "version 2.10.0.");
        }

        try
        {
            torch.TryInitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new LibTorchException($"TorchSharp does not load on {RuntimeInformation.OSDescription}: {e.GetBaseException().Message}", e);
        }
    }

    // LibTorch's own default counts physical cores; a container may allow fewer.
    private static void ChooseThreads()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_NUM_THREADS")) && torch.get_num_threads() > Environment.ProcessorCount)
        {
            torch.set_num_threads(Environment.ProcessorCount);
        }
    }
}
