using Google.Protobuf;
using Occam.Graphs;
using Occam.Onnx.Protos;
using Occam.Onnx.Reading;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Reading;

public sealed class TensorDataTests
{
    public static TheoryData<string> Typed() => [.. Expected.Keys];

    private static readonly Dictionary<string, (TensorProto Tensor, double[] Values)> Expected = new(StringComparer.Ordinal)
    {
        ["float"] = (new TensorProto { DataType = 1, FloatData = { 1.5f, -2 } }, [1.5, -2]),
        ["double"] = (new TensorProto { DataType = 11, DoubleData = { 1.5, -2 } }, [1.5, -2]),
        ["u8"] = (new TensorProto { DataType = 2, Int32Data = { 255, 1 } }, [255, 1]),
        ["i8"] = (new TensorProto { DataType = 3, Int32Data = { -128, 127 } }, [-128, 127]),
        ["i16"] = (new TensorProto { DataType = 5, Int32Data = { -32768, 5 } }, [-32768, 5]),
        ["i32"] = (new TensorProto { DataType = 6, Int32Data = { int.MinValue, 5 } }, [int.MinValue, 5]),
        ["i64"] = (new TensorProto { DataType = 7, Int64Data = { -5, 1L << 40 } }, [-5, 1L << 40]),
        ["bool"] = (new TensorProto { DataType = 9, Int32Data = { 1, 0 } }, [1, 0]),
        ["f16"] = (new TensorProto { DataType = 10, Int32Data = { 0x3E00, 0xC000 } }, [1.5, -2]),
        ["bf16"] = (new TensorProto { DataType = 16, Int32Data = { 0x3FC0, 0xC000 } }, [1.5, -2]),
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void Read_typed_data_gives_its_numbers(string name)
    {
        var (proto, values) = Expected[name];
        proto = proto.Clone();
        proto.Dims.Add(2);

        Assert.Equal(values, Numbers(Read(proto)));
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void Read_typed_data_is_written_as_raw_data_of_the_same_numbers(string name)
    {
        var (proto, values) = Expected[name];
        proto = proto.Clone();
        proto.Dims.Add(2);
        proto.Name = "t";
        var model = Models.AddRelu();
        model.Graph.Initializer.Add(proto);

        var written = Models.RoundTrip(model).Graph.Initializer.Single(tensor => string.Equals(tensor.Name, "t", StringComparison.Ordinal));

        Assert.Equal(written.RawData.Length, 2 * ElementSizes.Bits((ElementType)proto.DataType) / 8);
        Assert.Equal(values, Numbers(Read(written)));
    }

    [Fact]
    public void Read_numbers_stored_one_a_field_are_the_same_as_packed_ones()
    {
        // dims 2, data_type 7, int64_data -1 and 5 unpacked; then floats 1.5 and -2 unpacked.
        byte[] integers = [0x08, 2, 0x10, 7, 0x38, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x38, 5];
        byte[] floats = [0x08, 2, 0x10, 1, 0x25, 0, 0, 0xC0, 0x3F, 0x25, 0, 0, 0, 0xC0];

        Assert.Equal([-1.0, 5.0], Numbers(Read(integers)));
        Assert.Equal([1.5, -2.0], Numbers(Read(floats)));
    }

    [Fact]
    public void Read_scalar_and_empty_tensors_keep_their_shape()
    {
        Assert.Empty(Read(new TensorProto { DataType = 1, FloatData = { 3 } }).Dimensions);
        var empty = Read(new TensorProto { DataType = 7, Dims = { 0, 4 } });

        Assert.Equal([0L, 4L], empty.Dimensions);
        Assert.Equal([0L, 4L], empty.Tensor.shape);
    }

    [Fact]
    public void Read_bool_of_another_byte_than_0_and_1_is_true()
    {
        var constant = Read(new TensorProto { DataType = 9, Dims = { 3 }, RawData = ByteString.CopyFrom(0, 2, 255) });

        Assert.Equal([0.0, 1.0, 1.0], Numbers(constant));
    }

    [Fact]
    public void Round_trip_of_every_element_type_keeps_the_data()
    {
        var model = EveryType();
        var written = Models.RoundTrip(model);

        Assert.Equal(model.Graph.Initializer.Skip(1), written.Graph.Initializer.Skip(1));
        Assert.Equal(13, written.IrVersion);
    }

    [Fact]
    public void Write_of_types_from_older_formats_keeps_the_version_low()
    {
        var model = EveryType();
        foreach (var newer in model.Graph.Initializer.Where(tensor => tensor.DataType > 16).ToArray())
        {
            model.Graph.Initializer.Remove(newer);
        }

        Assert.Equal(8, Models.RoundTrip(model).IrVersion);
    }

    [Fact]
    public void Round_trip_of_floats_that_are_no_numbers_keeps_their_bits()
    {
        var model = Models.AddRelu();
        model.Graph.Initializer[0].RawData = ByteString.CopyFrom(1, 0, 0xC0, 0x7F, 0, 0, 0x80, 0xFF, 0, 0, 0, 0x80);

        Assert.Equal(model.Graph.Initializer[0].RawData, Models.RoundTrip(model).Graph.Initializer[0].RawData);
    }

    /// <summary>A model with an initializer of two elements of every element type; texts too.</summary>
    internal static ModelProto EveryType()
    {
        var model = Models.AddRelu();
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type is not (ElementType.Undefined or ElementType.String)))
        {
            var bytes = Enumerable.Range(0, (int)ElementSizes.Bytes(type, 2)).Select(i => (byte)(i % 2)).ToArray();
            model.Graph.Initializer.Add(new TensorProto { Name = $"t_{type}", DataType = (int)type, Dims = { 2 }, RawData = ByteString.CopyFrom(bytes) });
        }

        model.Graph.Initializer.Add(new TensorProto { Name = "texts", DataType = 8, Dims = { 2 }, StringData = { ByteString.CopyFromUtf8("cat"), ByteString.Empty } });
        return model;
    }

    private static Constant Read(TensorProto proto) => Read(proto.ToByteArray());

    private static Constant Read(byte[] bytes)
    {
        using var external = new ExternalFiles(null);
        return new TensorReader(external).Read(TensorRecord.Scan(Region.Of(new MemorySource("test", bytes)), "tensor"));
    }

    private static double[] Numbers(Constant constant)
    {
        using var scope = NewDisposeScope();
        using (constant)
        {
            return constant.Tensor.to(ScalarType.Float64).data<double>().ToArray();
        }
    }
}
