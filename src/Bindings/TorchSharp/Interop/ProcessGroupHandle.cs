using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Owns a native process group: leaves it when released.</summary>
internal sealed class ProcessGroupHandle : SafeHandle
{
    internal ProcessGroupHandle(nint group)
        : base(0, ownsHandle: true) => SetHandle(group);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.gt_dist_free(handle);
        return true;
    }
}
