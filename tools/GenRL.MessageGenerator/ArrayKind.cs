namespace GenRL.MessageGenerator;

/// <summary>Whether a field holds one value, a fixed number, at most a number, or any number of values.</summary>
public enum ArrayKind
{
    Single,
    Fixed,
    BoundedSequence,
    Sequence,
}
