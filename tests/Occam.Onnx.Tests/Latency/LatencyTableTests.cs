using Occam.Onnx.Latency;

namespace Occam.Onnx.Tests.Latency;

public sealed class LatencyTableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_table_is_read_as_it_was_written_and_only_on_its_machine()
    {
        var path = Path.Combine(_folder.FullName, "cache", "table.json");
        var machine = LatencyMachine.This(1);
        new LatencyTable(machine).Write(path);

        Assert.Equal(0, LatencyTable.Read(path, machine).Count);
        var refused = Assert.Throws<OnnxException>(() => LatencyTable.Read(path, machine with { Processor = "another", Threads = 2 }));
        Assert.Contains("processor", refused.Message, StringComparison.Ordinal);
        Assert.Contains("threads 1 there, 2 here", refused.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"format": 99, "machine": null, "milliseconds": {}}""")]
    [InlineData("""{"format": 1, "machine": {"processor": "p", "features": "", "cores": 1, "threads": 1, "onnx_runtime": "1"}, "milliseconds": {}}""")] // with the profiler's time in it
    public void What_is_no_table_is_refused(string text)
    {
        var path = Path.Combine(_folder.FullName, "table.json");
        File.WriteAllText(path, text);

        Assert.Contains("is no latency table", Assert.Throws<OnnxException>(() => LatencyTable.Read(path, LatencyMachine.This(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_running_costs_is_measured_once_and_kept()
    {
        var path = Path.Combine(_folder.FullName, "table.json");
        var table = new LatencyTable(LatencyMachine.This(1));
        var cost = table.Cost;
        table.Write(path);

        Assert.Equal(cost, table.Cost);
        Assert.Equal(cost, LatencyTable.Read(path, table.Machine).Cost);
    }

    [Fact]
    public void Machines_have_files_of_their_own()
    {
        var machine = LatencyMachine.This(1);

        Assert.NotEqual(LatencyTable.DefaultPath(machine), LatencyTable.DefaultPath(machine with { Threads = 2 }));
    }
}
