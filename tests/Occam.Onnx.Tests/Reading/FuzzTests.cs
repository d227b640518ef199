using CsCheck;
using Google.Protobuf;
using Occam.Graphs;

namespace Occam.Onnx.Tests.Reading;

public sealed class FuzzTests
{
    private const int Mutations = 12_000;

    private static readonly byte[][] Files =
    [
        Models.AddRelu().ToByteArray(),
        ControlFlowModels.Branches().ToByteArray(),
        ControlFlowModels.Counting().ToByteArray(),
        KeptPartsTests.Everything().ToByteArray(),
        TensorDataTests.EveryType().ToByteArray(),
    ];

    [Fact]
    public void Read_mutated_file_gives_a_graph_or_one_clear_error()
    {
        var read = 0;
        for (uint seed = 0; seed < Mutations; seed++)
        {
            var file = Files[seed % Files.Length];
            try
            {
                using var graph = OnnxReader.Read(Mutate(file, new PCG(seed + 1)));
                OnnxWriter.ToBytes(graph);
                read++;
            }
            catch (Exception e) when (e is OnnxException or GraphException)
            {
                Assert.True(e.Message.Length is > 10 and < 4000, $"seed {seed}: {e.Message}");
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }

        // Most bytes are names and weights, so a fair part of the files is still sound; that shows that mutations are not all trivial.
        Assert.InRange(read, Mutations / 50, Mutations * 49 / 50);
    }

    private static byte[] Mutate(byte[] file, PCG random)
    {
        var bytes = file.ToList();
        for (var i = Next(random, 3); i >= 0; i--)
        {
            var at = Next(random, bytes.Count);
            var length = Math.Min(Next(random, 12), bytes.Count - at);
            switch (Next(random, 7))
            {
                case 0: bytes[at] ^= (byte)(1 << Next(random, 8)); break;
                case 1: bytes[at] = (byte)Next(random, 256); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(Math.Max(0, at - length), length)); break;
                case 5: bytes[at] = 0xFF; break;
                default:
                    var other = Next(random, bytes.Count);
                    (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static int Next(PCG random, int below) => (int)random.Next((uint)below);
}
