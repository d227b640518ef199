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
        var table = PlainTable.Create("Part", "What", "Found");
        table.AddTextRow("Occam", "Version", Versions.Occam);
        table.AddTextRow(string.Empty, "Memory", Quantities.Bytes(MachineInfo.Read().MemoryBytes));
        var isWell = AddLibTorch(table);
        isWell &= AddOnnxRuntime(table);
        _session.Terminal.Console.Write(table);
        _session.Terminal.Output.WriteLine(isWell ? "All is well." : "Something is not right: see Warnings and FAILED above.");
        return isWell ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool AddLibTorch(Table table)
    {
        try
        {
            var part = string.Empty;
            foreach (var row in NativeReport.Create())
            {
                table.AddTextRow(row.Section == part ? string.Empty : row.Section, row.Label, row.Value);
                part = row.Section;
            }

            return LibTorch.EnsureReady() is { Warnings.Count: 0, SelfTest.Passed: true };
        }
        catch (LibTorchException e)
        {
            table.AddTextRow("LibTorch", "FAILED", e.Message);
            return false;
        }
    }

    private static bool AddOnnxRuntime(Table table)
    {
        try
        {
            table.AddTextRow("ONNX Runtime", "Version", Versions.OnnxRuntime);
            table.AddTextRow(string.Empty, "Providers", string.Join(", ", OrtEnv.Instance().GetAvailableProviders()));
            return true;
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or TypeInitializationException)
        {
            table.AddTextRow("ONNX Runtime", "FAILED", (e.InnerException ?? e).Message);
            return false;
        }
    }
}
