namespace GenRL.Data;

/// <summary>A class or function that a pickle names; a name only, nothing is ever looked up or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
