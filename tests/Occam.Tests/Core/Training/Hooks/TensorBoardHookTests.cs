using System.Buffers.Binary;
using Occam.Core.Training.Hooks;
using Occam.Tests.Datasets;
using Tensorboard;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class TensorBoardHookTests
{
    [Fact]
    public void Checksum_is_Castagnolis()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8)); // the check value of the catalogue of CRCs
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32])); // RFC 3720, appendix B.4
    }

    [Fact]
    public void Events_are_read_back_by_the_compiled_protobuf_messages()
    {
        using var folder = new TemporaryFolder();
        using (var run = new TinyRun(new() { Epochs = 2 }, Hooks, folder.Path))
        {
            run.Run();
        }

        var events = Read(Assert.Single(Directory.GetFiles(folder.File("tensorboard"))));

        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(4, Points(events, "train/loss").Count);
        Assert.Equal([(2, 0.05f), (4, 0.05f), (6, 0.05f), (8, 0.05f)], Points(events, "train/learning_rate"));
        Assert.Equal([(4, 1f), (8, 1f)], Points(events, "test/top5"));
        Assert.All(events, each => Assert.True(each.WallTime > 1.7e9));
    }

    [Fact]
    public void Resumed_run_tells_from_which_step_its_file_holds()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using (var run = new TinyRun(new() { Epochs = 2 }, Hooks, folder.Path))
        {
            run.Run(checkpoint);
        }

        using (var run = new TinyRun(new() { Epochs = 2 }, Hooks, folder.Path))
        {
            run.Run(checkpoint);
        }

        var files = Directory.GetFiles(folder.File("tensorboard")).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, files.Length);
        var restart = Read(files[1])[1];
        Assert.Equal((9, SessionLog.Types.SessionStatus.Start), (restart.Step, restart.SessionLog.Status));
    }

    private static Hook[] Hooks(HookContext context) => [new TensorBoardHook(new() { Every = 2 }, context), new EvaluationHook(new(), context)];

    private static List<(long Step, float Value)> Points(IReadOnlyList<Event> events, string tag) =>
        [.. events.Where(each => each.Summary is not null).SelectMany(each => each.Summary.Value.Where(value => string.Equals(value.Tag, tag, StringComparison.Ordinal)).Select(value => (each.Step, value.SimpleValue)))];

    // Checksums bit by bit, messages by TorchSharp's compiled protobuf: nothing of the writer's.
    private static List<Event> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var events = new List<Event>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at, 8));
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8, 4)));
            var data = bytes.AsSpan(at + 12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length, 4)));
            events.Add(Event.Parser.ParseFrom(data.ToArray()));
            at += 16 + length;
        }

        return events;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
    }
}
