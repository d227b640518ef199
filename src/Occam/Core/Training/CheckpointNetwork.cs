using Occam.Core.Registry;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Onnx;

namespace Occam.Core.Training;

/// <summary>Reads the network out of a checkpoint of a run that has one network, for example to teach another one. Optimizers and all else in the file are left alone.</summary>
public static class CheckpointNetwork
{
    /// <summary>Reads it.</summary>
    /// <param name="options">The network and the file.</param>
    /// <param name="context">Operators.</param>
    /// <returns>The graph; the caller disposes it.</returns>
    /// <exception cref="TrainingException">The file is no checkpoint, damaged, or of another network; the message says why.</exception>
    public static Graph Read(CheckpointNetworkOptions options, ArchitectureContext context)
    {
        var graph = options.Network.Make(context);
        try
        {
            Checkpoint.Load(
                options.File,
                record =>
                {
                    if (record.Bytes(RunState.AlgorithmPrefix + CombinedAlgorithm.GraphEntry) is { } bytes)
                    {
                        graph.Dispose();
                        graph = OnnxReader.Read(bytes, operators: context.Operators);
                    }

                    return graph.Constants.Where(value => value.Constant!.HasTensor).ToDictionary(value => value.Name, value => value.Constant!.Tensor, StringComparer.Ordinal);
                },
                whole: false);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }
}
