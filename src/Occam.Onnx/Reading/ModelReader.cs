using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>Reads a whole file.</summary>
internal sealed class ModelReader
{
    /// <summary>The oldest format that has operator sets, without which operators have no meaning.</summary>
    private const long OldestIr = 3;

    /// <summary>The newest format that ONNX Runtime 1.31 runs.</summary>
    private const long NewestIr = 13;

    private readonly SortedDictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private readonly List<Region> _graphs = [];
    private readonly Rest _rest = new();
    private readonly HashSet<(string Domain, string Name)> _functions = [];
    private ModelInfo _info = new() { IrVersion = 0, ProducerName = string.Empty };

    private ModelReader()
    {
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="OnnxException">The file is no sound ONNX model; the message says where.</exception>
    public static Graph Read(ByteSource source, string? folder, OperatorSet? operators)
    {
        if (source.Length == 0)
        {
            throw new OnnxException($"'{source.Name}' is empty; an ONNX model is wanted.");
        }

        using var external = new ExternalFiles(folder);
        var reader = new ModelReader();
        reader.Walk(Region.Of(source));
        return reader.Build(source.Name, operators ?? OperatorSet.Standard, new TensorReader(external));
    }

    private void Walk(Region file)
    {
        var reader = new WireReader(file);
        while (reader.Next())
        {
            Read(ref reader);
        }

        if (_graphs.Count == 0)
        {
            throw new OnnxException($"'{file.Source.Name}' has no graph; it is not an ONNX model, or it is cut off.");
        }

        if (_info.IrVersion is < OldestIr or > NewestIr)
        {
            throw new OnnxException(
                $"'{file.Source.Name}' is of ONNX format version (IR) {_info.IrVersion}; {OldestIr} to {NewestIr} are supported. Convert it with onnx.version_converter or export it anew.");
        }

        if (_opsets.Count == 0 || _opsets.Values.Any(version => version < 1))
        {
            throw new OnnxException($"'{file.Source.Name}' does not state which operator sets it uses (opset_import), so its operators have no meaning; it is cut off or was not exported properly.");
        }
    }

    private void Read(ref WireReader reader)
    {
        switch (reader.Field)
        {
            case ModelProto.IrVersionFieldNumber: _info = _info with { IrVersion = reader.Int() }; break;
            case ModelProto.ProducerNameFieldNumber: _info = _info with { ProducerName = reader.Text() }; break;
            case ModelProto.ProducerVersionFieldNumber: _info = _info with { ProducerVersion = reader.Text() }; break;
            case ModelProto.DomainFieldNumber: _info = _info with { Domain = reader.Text() }; break;
            case ModelProto.ModelVersionFieldNumber: _info = _info with { ModelVersion = reader.Int() }; break;
            case ModelProto.DocStringFieldNumber: _info = _info with { DocString = reader.Text() }; break;
            case ModelProto.GraphFieldNumber: _graphs.Add(reader.Bytes()); break;
            case ModelProto.OpsetImportFieldNumber: ReadOpset(reader.Bytes()); break;
            case ModelProto.MetadataPropsFieldNumber: _metadata.Add(Entry.Read(reader.Bytes())); break;
            case ModelProto.FunctionsFieldNumber:
                ReadFunction(reader.Bytes());
                _rest.Add(reader.Current);
                break;
            default: _rest.Add(reader.Skip()); break;
        }
    }

    private void ReadOpset(Region message)
    {
        var (domain, version) = (string.Empty, 0L);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case OperatorSetIdProto.DomainFieldNumber: domain = Domains.Canonical(reader.Text()); break;
                case OperatorSetIdProto.VersionFieldNumber: version = reader.Int(); break;
                default: reader.Skip(); break;
            }
        }

        _opsets[domain] = Math.Max(version, _opsets.GetValueOrDefault(domain));
    }

    private void ReadFunction(Region message)
    {
        var (domain, name) = (string.Empty, string.Empty);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case FunctionProto.NameFieldNumber: name = reader.Text(); break;
                case FunctionProto.DomainFieldNumber: domain = Domains.Canonical(reader.Text()); break;
                default: reader.Skip(); break;
            }
        }

        _functions.Add((domain, name));
    }

    private Graph Build(string file, OperatorSet operators, TensorReader tensors)
    {
        // A function of the file takes precedence over an operator of its name; calls to it are opaque.
        var known = operators.Operators.Any(op => _functions.Contains((op.Domain, op.Name)))
            ? new OperatorSet(operators.Operators.Where(op => !_functions.Contains((op.Domain, op.Name))))
            : operators;
        try
        {
            var record = GraphRecord.Scan(_graphs, depth: 0);
            var graph = new GraphAssembler(file, _opsets, known, tensors).Build(record, []);
            graph.Info = _info with
            {
                GraphDocString = graph.Info.GraphDocString,
                Metadata = _metadata,
                Opaque = OpaqueParts.Join(_rest.ToMemory(), graph.Info.Opaque),
            };
            return graph;
        }
        catch (GraphException e)
        {
            throw new OnnxException($"'{file}': {e.Message}", e);
        }
    }
}
