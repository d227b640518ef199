using System.Numerics;

namespace Occam.Core.Training.Hooks;

/// <summary>The CRC-32 with Castagnoli's polynomial.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>The checksum.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc = BitOperations.Crc32C(crc, each);
        }

        return ~crc;
    }

    /// <summary>The checksum as TensorFlow's records have it: rotated and shifted, so that a checksum over checksums stays one.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + MaskDelta;
}
