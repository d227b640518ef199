using Occam.Core.Reports.Html;
using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>How a search ended.</summary>
/// <param name="Best">The winner.</param>
/// <param name="Measured">How many subnets were scored.</param>
/// <param name="Story">What its page shows.</param>
internal sealed record SearchOutcome(ScoredSubnet Best, int Measured, SearchStory Story);
