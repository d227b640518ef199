using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>
/// Cuts a data set of images or tensors into normalised batches. Worker threads read and change examples ahead in reused managed buffers; tensors are made on
/// the reader's thread alone, because TorchSharp's dispose scopes belong to a thread. What a batch holds depends on the seed, the
/// epoch and the batch only.
/// </summary>
public sealed class BatchLoader
{
    private readonly Dataset _dataset;
    private readonly LoaderOptions _options;
    private readonly BatchForm _form;

    /// <summary>Prepares the batches; reads nothing yet.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="normalisation">How pixels become inputs; tensors are used as they are.</param>
    /// <param name="options">Batch size, order, changes.</param>
    /// <exception cref="ArgumentException">The options do not fit the data; the message says why.</exception>
    public BatchLoader(Dataset dataset, Normalisation normalisation, LoaderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1, nameof(options));
        Transform.ThrowIfAny(options.Augmentation.Problems());
        (_dataset, _options) = (dataset, options with { BatchSize = options.Shuffle ? Math.Min(options.BatchSize, Math.Max(1, dataset.Count)) : options.BatchSize });
        _form = BatchForm.Of(dataset, normalisation, _options);
    }

    /// <summary>The examples.</summary>
    public Dataset Dataset => _dataset;

    /// <summary>The sizes of an example in the batches, after all changes and in the network's layout, without the batch axis.</summary>
    public IReadOnlyList<long> Shape => _form.Shape;

    /// <summary>Batches an epoch.</summary>
    public int BatchCount => _options.Shuffle ? _dataset.Count / _options.BatchSize : (_dataset.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Reads the batches of an epoch in order.</summary>
    /// <param name="epoch">The epoch, which decides order and changes.</param>
    /// <param name="firstBatch">The batch to start at, from 0. Default 0.</param>
    /// <returns>Each batch's tensors belong to the dispose scope in which the batch is asked for.</returns>
    /// <exception cref="DataException">An image cannot be read; the message names its file.</exception>
    public IEnumerable<Batch> Read(int epoch = 0, int firstBatch = 0)
    {
        var order = Order(epoch);
        var slots = Enumerable.Range(0, 2 * _options.Workers).Select(_ => _form.NewSlot(_options.BatchSize)).ToArray();
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, _options.Workers).Select(w => Start(w, firstBatch, epoch, order, slots, stop.Token)).ToArray();
        try
        {
            for (var batch = firstBatch; batch < BatchCount; batch++)
            {
                var slot = slots[(batch - firstBatch) % slots.Length];
                slot.Filled.Wait(CancellationToken.None);
                if (slot.Failure is { } failure)
                {
                    throw failure is DataException or IOException or UnauthorizedAccessException
                        ? new DataException(failure.Message, failure)
                        : new DataException($"A change of the images failed: {failure.Message}", failure);
                }

                var result = ToTensors(slot, SizeOf(batch));
                slot.Free.Release();
                yield return _options.Mixes.Count > 0 ? Mixed(result, epoch, batch) : result;
            }
        }
        finally
        {
            stop.Cancel();
            Array.ForEach(workers, worker => worker.Join());
            Array.ForEach(slots, slot => slot.Dispose());
        }
    }

    private Thread Start(int worker, int firstBatch, int epoch, int[] order, BatchSlot[] slots, CancellationToken stop)
    {
        var thread = new Thread(() => Fill(worker, firstBatch, epoch, order, slots, stop)) { IsBackground = true, Name = $"batches {worker}" };
        thread.Start();
        return thread;
    }

    // Worker w fills batches w, w + workers, ...; slots are a multiple of the workers, so that each slot has one worker.
    private void Fill(int worker, int firstBatch, int epoch, int[] order, BatchSlot[] slots, CancellationToken stop)
    {
        for (var batch = firstBatch + worker; batch < BatchCount; batch += _options.Workers)
        {
            var slot = slots[(batch - firstBatch) % slots.Length];
            try
            {
                slot.Free.Wait(stop);
                Fill(slot, batch, epoch, order);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException) // on another thread it would end the process
            {
                slot.Failure = e;
            }

            slot.Filled.Release();
        }
    }

    private void Fill(BatchSlot slot, int batch, int epoch, int[] order)
    {
        for (var i = 0; i < SizeOf(batch); i++)
        {
            var example = order[(batch * _options.BatchSize) + i];
            _form.Fill(slot, i, example, new SplitMix(_options.Seed, epoch + 1, example));
            slot.Labels[i] = _dataset.Label(example);
            slot.Indices[i] = example;
        }
    }

    private Batch Mixed(Batch batch, int epoch, int index)
    {
        var random = new ImageRandom(new SplitMix(_options.Seed, epoch + 1, -2L - index)); // images count from 0, the order has -1
        var mixed = _options.Mixes[random.Below(_options.Mixes.Count)].Apply(batch, random);
        batch.Images.Dispose();
        return mixed;
    }

    private Batch ToTensors(BatchSlot slot, int count)
    {
        using var scope = NewDisposeScope();
        var images = _form.ToTensor(slot, count);
        var labels = _dataset.HasLabels ? from_array(slot.Labels).narrow(0, 0, count).clone() : null;
        var indices = from_array(slot.Indices).narrow(0, 0, count).clone();
        return new(images.MoveToOuterDisposeScope(), labels?.MoveToOuterDisposeScope()) { Indices = indices.MoveToOuterDisposeScope() };
    }

    private int SizeOf(int batch) => Math.Min(_options.BatchSize, _dataset.Count - (batch * _options.BatchSize));

    private int[] Order(int epoch)
    {
        var order = new int[_dataset.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var random = new SplitMix(_options.Seed, epoch + 1, -1);
        for (var i = order.Length - 1; i > 0 && _options.Shuffle; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
