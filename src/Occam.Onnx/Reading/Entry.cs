namespace Occam.Onnx.Reading;

/// <summary>Reads StringStringEntryProto messages.</summary>
internal static class Entry
{
    /// <summary>Reads a key and its value.</summary>
    public static KeyValuePair<string, string> Read(Region message)
    {
        var (key, value) = (string.Empty, string.Empty);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return KeyValuePair.Create(key, value);
    }

    /// <summary>Reads a key and its value into a dictionary; the last of a key counts.</summary>
    public static void Add(Region message, Dictionary<string, string> entries)
    {
        var (key, value) = Read(message);
        entries[key] = value;
    }
}
