namespace Occam.Graphs.Channels;

/// <summary>Places that hold the same ids in the same order, and which of the ids stand at which positions of each axis.</summary>
internal sealed class AlikePlaces
{
    private readonly List<int> _numbers = [];

    private AlikePlaces(int[] ids, PlaceAxis[] axes)
    {
        (Ids, Axes) = (ids, axes);
    }

    /// <summary>The distinct ids, in the order in which they are met. Axes refer to them by their index.</summary>
    public int[] Ids { get; }

    /// <summary>The axes along which ids change.</summary>
    public PlaceAxis[] Axes { get; }

    /// <summary>The numbers of the places, ascending.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>Reads the ids of a place.</summary>
    /// <param name="elements">The ids in row-major order, resolved to their classes; 0 for no channel.</param>
    /// <param name="sizes">The sizes of the axes along which they change.</param>
    /// <param name="room">Room for a number for each id, all of them 0; 0 again afterwards.</param>
    public static AlikePlaces Of(int[] elements, int[] sizes, int[] room)
    {
        var ids = new List<int>();
        var indices = new int[elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            var id = elements[i];
            if (id != 0 && room[id] == 0)
            {
                ids.Add(id);
                room[id] = ids.Count;
            }

            indices[i] = room[id] - 1;
        }

        ids.ForEach(id => room[id] = 0);
        return new([.. ids], [.. sizes.Select((_, axis) => PlaceAxis.Of(axis, sizes, indices, ids.Count))]);
    }

    /// <summary>Adds a place of these ids.</summary>
    public void Add(int number) => _numbers.Add(number);
}
