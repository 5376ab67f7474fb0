namespace GenRL.Data;

/// <summary>One kind of bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">Name in the key.</param>
/// <param name="Values">Height in each category; one that is not finite leaves the place empty.</param>
/// <param name="Errors">Half the length of the error bar on each, as many; null for none.</param>
/// <param name="Colour">Fill, <c>#rrggbb</c>; null for the next of the palette.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values, IReadOnlyList<double>? Errors = null, string? Colour = null);
