using Occam.Graphs.Channels;
using Occam.Models.Pruners.Costs;

namespace Occam.Models.Pruners.Criteria;

/// <summary>Divides the information of a channel by the share of a cost that removing it saves.</summary>
internal static class FisherWeight
{
    /// <summary>The cost; null where nothing is counted.</summary>
    public static ICost? Cost(FisherSaving saving, ChannelAnalysis analysis) => saving switch
    {
        FisherSaving.Macs => new MacsModel(analysis),
        FisherSaving.Activations => new ActivationModel(analysis),
        _ => null,
    };

    /// <summary>Divides.</summary>
    /// <param name="information">The information.</param>
    /// <param name="cost">The cost, or null.</param>
    /// <param name="removed">How many channels of each unit have left already; the same on return.</param>
    /// <param name="unit">The channel's unit.</param>
    public static double Divide(double information, ICost? cost, int[] removed, int unit)
    {
        if (cost is null)
        {
            return information;
        }

        var before = cost.Of(removed);
        removed[unit]++;
        var share = (before - cost.Of(removed)) / before;
        removed[unit]--;
        return information / Math.Max(share, double.Epsilon);
    }
}
