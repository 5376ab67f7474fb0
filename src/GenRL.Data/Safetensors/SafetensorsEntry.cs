namespace GenRL.Data;

/// <summary>Where an array lies in the data part.</summary>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, long[] Shape, long Begin, long End);
