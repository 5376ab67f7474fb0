namespace GenRL.Learning.Behaviours;

/// <summary>Which placements of the alignment window are tried .</summary>
public enum AlignmentRange
{
    /// <summary>All but the last placement, as the released code does.</summary>
    Released,

    /// <summary>Every placement.</summary>
    Complete,
}
