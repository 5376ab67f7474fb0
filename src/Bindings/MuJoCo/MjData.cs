using System.Globalization;
using System.Runtime.InteropServices;

namespace MuJoCo;

/// <summary>
/// The state of one simulation. Not thread-safe. MuJoCo answers a NaN or a diverging state by a silent reset and a counted
/// warning; here every warning that a call raises becomes a <see cref="MujocoException"/>.
/// </summary>
public sealed unsafe class MjData : IDisposable, INativeOwner
{
    private nint _pointer;

    public MjData(MjModel model)
    {
        Model = model;
        nint pointer = Native.gm_data_new(model.Alive());
        Native.Check(pointer != 0 ? 1 : 0, "making a simulation state");
        _pointer = pointer;
        model.AddUser();
    }

    public MjModel Model { get; }

    bool INativeOwner.IsDisposed => _pointer == 0;

    /// <summary>Simulated seconds since the reset.</summary>
    public double TimeS
    {
        get => Scalar("time");
        set => Native.gm_set_time(Alive(), value);
    }

    /// <summary>An array of the state by MuJoCo's name, such as <c>qpos</c> or <c>xpos</c>.</summary>
    /// <exception cref="ArgumentException">There is no such field, or it holds another type.</exception>
    public MjField<T> Field<T>(string name) where T : unmanaged
    {
        int found = Native.gm_data_field(
            Model.Pointer, Alive(), name, out void* address, out Native.ElementType type, out int rows, out int columns);
        Native.CheckField<T>(found, "mjData", name, type);
        return new MjField<T>(this, name, address, rows, columns);
    }

    /// <summary>A scalar of mjData, such as <c>ncon</c>.</summary>
    /// <exception cref="ArgumentException">There is no such scalar.</exception>
    public double Scalar(string name) => Native.gm_data_scalar(Alive(), name, out double value) == 1
        ? value
        : throw new ArgumentException($"MuJoCo's mjData has no scalar '{name}'.", nameof(name));

    /// <summary>Back to the model's reference state at time 0, warnings forgotten.</summary>
    public void Reset() => Native.Check(Native.gm_reset(Model.Pointer, Alive()), "resetting");

    /// <summary>Computes everything that follows from positions, velocities and controls, without advancing time.</summary>
    public void Forward()
    {
        Native.Check(Native.gm_forward(Model.Pointer, Alive()), "computing a state");
        ThrowOnWarning();
    }

    /// <summary>As <see cref="Forward"/> with the actuators off, the way dm_control ends a reset.</summary>
    public void ForwardUnactuated()
    {
        Native.Check(Native.gm_forward_unactuated(Model.Pointer, Alive()), "computing a state");
        ThrowOnWarning();
    }

    /// <summary>
    /// Advances the physics and leaves positions, velocities and their sensors in step with the new state
    /// (mj_step2, then mj_step, then mj_step1).
    /// </summary>
    /// <exception cref="MujocoException">A control or the state is not finite, or the simulation diverged.</exception>
    public void Step(int substeps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(substeps, 1);
        Native.Check(Native.gm_step(Model.Pointer, Alive(), substeps), "stepping");
        ThrowOnWarning();
    }

    /// <summary>
    /// Recomputes the constants of the model that follow from others, after masses, dampings, cameras or lights were changed
    /// (mj_setConst), and resets this state. The model's extent, centre and mean size keep their values.
    /// </summary>
    public void UpdateConstants() => Native.Check(Native.gm_update_constants(Model.Pointer, Alive()), "updating the model's constants");

    /// <summary>How a site moves with every degree of freedom, in the state as last computed.</summary>
    /// <param name="site">Index of the site.</param>
    /// <param name="position">[3, nv], receives the site's velocity in the world per unit velocity.</param>
    /// <param name="rotation">[3, nv], receives its angular velocity in the world per unit velocity.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such site.</exception>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    public void SiteJacobian(int site, Span<double> position, Span<double> rotation)
    {
        nint data = Alive();
        ArgumentOutOfRangeException.ThrowIfNegative(site);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(site, Model.Count("nsite"));
        int length = 3 * Model.Count("nv");
        if (position.Length != length || rotation.Length != length)
        {
            throw new ArgumentException($"A Jacobian has {length} entries, not {position.Length} and {rotation.Length}.");
        }

        fixed (double* positions = position, rotations = rotation)
        {
            Native.Check(Native.gm_site_jacobian(Model.Pointer, data, site, positions, rotations), "computing a Jacobian");
        }
    }

    private void ThrowOnWarning()
    {
        int warning = Native.gm_take_warning(_pointer, out int info);
        if (warning >= 0)
        {
            string text = Marshal.PtrToStringUTF8(Native.gm_warning_text(warning, info)) ?? "";
            throw new MujocoException($"MuJoCo warned at {TimeS.ToString("0.####", CultureInfo.InvariantCulture)} s: {text}");
        }
    }

    internal nint Alive()
    {
        ObjectDisposedException.ThrowIf(_pointer == 0, this);
        return _pointer;
    }

    public void Dispose()
    {
        if (_pointer != 0)
        {
            nint data = _pointer;
            _pointer = 0;
            Native.gm_data_free(data);
            Model.RemoveUser();
        }
    }
}
