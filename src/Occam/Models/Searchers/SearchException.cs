namespace Occam.Models.Searchers;

/// <summary>A search cannot go on; the message says what was wanted, what was found, and what to do.</summary>
public sealed class SearchException(string message) : Exception(message);
