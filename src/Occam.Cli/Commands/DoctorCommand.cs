using System.CommandLine;
using Microsoft.ML.OnnxRuntime;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Reports;
using Occam.Graphs.Native;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary><c>occam doctor</c>: whether this machine computes right, and how.</summary>
internal sealed class DoctorCommand : ExampleCommand
{
    private const double Mebibyte = 1 << 20;
    private readonly Session _session;

    public DoctorCommand(Session session)
        : base(
            "doctor",
            "Check this machine: versions, processor, a self-test of LibTorch's convolutions against float64, what was repaired, threads, memory allocator, ONNX Runtime. Exits 1 when something is not right.",
            ["occam doctor                 look at this machine; attach the output to bug reports"])
    {
        _session = session;
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var table = PlainTable.Create("What", "State", "Found");
        var machine = MachineInfo.Read();
        table.AddTextRow("Occam", "ok", $"{Versions.Occam} on {machine.Runtime}");
        table.AddTextRow("System", "ok", machine.System);
        table.AddTextRow("Processor", "ok", $"{machine.Processor}, {machine.UsableCores} usable cores, {Quantities.Bytes(machine.MemoryBytes)} of memory");
        table.AddTextRow("Vector instructions", "ok", string.Join(", ", machine.Features));
        var sound = AddLibTorch(table, out var warnings);
        sound &= AddOnnxRuntime(table);
        _session.Terminal.Console.Write(table);
        foreach (var warning in warnings)
        {
            _session.Terminal.Error.WriteLine($"warning: {warning}");
        }

        _session.Terminal.Output.WriteLine(sound ? "All is well." : "Something is not right: see the rows that are not ok.");
        return sound ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool AddLibTorch(Table table, out IReadOnlyList<string> warnings)
    {
        warnings = [];
        try
        {
            var status = LibTorch.EnsureReady();
            warnings = status.Warnings;
            Add(table, status);
            return status.OneDnn != OneDnnState.Off;
        }
        catch (LibTorchException e)
        {
            table.AddTextRow("LibTorch", "FAILED", e.Message);
            return false;
        }
    }

    private static void Add(Table table, LibTorchStatus status)
    {
        table.AddTextRow("LibTorch", "ok", $"{status.Version}, TorchSharp {Versions.TorchSharp}, ready in {Quantities.Milliseconds(status.Elapsed.TotalMilliseconds)}");
        if (status.LoadedFromCopy)
        {
            table.AddTextRow("  native library", "repaired", "the system's libstdc++ is older than it asks for; a copy in memory without that demand is in use");
        }

        var (state, what) = status.OneDnn switch
        {
            OneDnnState.Sound => ("ok", "used as it is"),
            OneDnnState.Repaired => ("repaired", $"its cache sizes were {status.CacheRecordBefore}, now {status.CacheRecord}"),
            _ => ("OFF", "computes wrongly on this machine; switched off, training is about 2.4 times slower"),
        };
        table.AddTextRow("  oneDNN", state, what);
        table.AddTextRow("  convolution self-test", status.SelfTest.Passed ? "ok" : "FAILED", $"largest relative error {status.SelfTest.WorstError:G2} ({status.SelfTest.WorstCase}), at most 1E-4 allowed");
        if (status.SelfTestBefore is { Passed: false } before)
        {
            table.AddTextRow("  before that", "wrong", $"largest relative error {before.WorstError:G2} ({before.WorstCase})");
        }

        table.AddTextRow("  threads", "ok", $"{status.Threads}");
        table.AddTextRow("  allocator", status.Allocator.Tuned ? "ok" : "default", status.Allocator.Tuned
            ? $"tuned: blocks stay in the heap; huge pages allowed for {status.Allocator.HugePageBytes / Mebibyte:F0} MiB"
            : "not tuned (only glibc is); training may be slower");
        table.AddTextRow("  NNPACK", status.NnPackOff ? "ok" : "on", status.NnPackOff ? "off" : "could not be switched off; it may print complaints");
    }

    private static bool AddOnnxRuntime(Table table)
    {
        try
        {
            var version = OrtEnv.Instance().GetVersionString();
            table.AddTextRow("ONNX Runtime", "ok", $"{version}, providers: {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}");
            return true;
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or TypeInitializationException)
        {
            table.AddTextRow("ONNX Runtime", "FAILED", (e.InnerException ?? e).Message);
            return false;
        }
    }
}
