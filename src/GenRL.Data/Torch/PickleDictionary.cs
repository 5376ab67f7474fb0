namespace GenRL.Data;

/// <summary>A dictionary of a pickle, in the order in which it was written.</summary>
internal sealed class PickleDictionary
{
    /// <summary>Keys and values.</summary>
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}
