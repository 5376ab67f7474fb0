namespace TorchSharp;

/// <summary>How the values of several processes become one, as in <c>torch.distributed.ReduceOp</c>.</summary>
public enum ReduceOp
{
    /// <summary>Their sum.</summary>
    SUM,

    /// <summary>Their mean.</summary>
    AVG,

    /// <summary>The largest of them.</summary>
    MAX,
}
