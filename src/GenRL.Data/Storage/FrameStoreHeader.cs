namespace GenRL.Data;

/// <summary>What all episodes of a <see cref="FrameStore"/> have in common.</summary>
/// <param name="Domain">Robot and scene, such as <c>walker</c>.</param>
/// <param name="ActionSize">Action dimension A.</param>
/// <param name="PoseSize">Values of a pose, 0 when poses are unknown (imported pixel episodes).</param>
/// <param name="Tasks">Names of the reward columns.</param>
/// <param name="RenderPreset">How the frames were rendered, such as <c>plain</c>.</param>
public sealed record FrameStoreHeader(string Domain, int ActionSize, int PoseSize, IReadOnlyList<string> Tasks, string RenderPreset)
{
    /// <exception cref="ArgumentException">The other header describes data that cannot stand in one store with this.</exception>
    internal void RequireSame(FrameStoreHeader other, string place)
    {
        if (Domain != other.Domain || ActionSize != other.ActionSize || PoseSize != other.PoseSize || RenderPreset != other.RenderPreset || !Tasks.SequenceEqual(other.Tasks))
        {
            throw new ArgumentException($"{place} holds {this.Summary()}, not {other.Summary()}; use another folder.");
        }
    }

    private string Summary() => $"{Domain} (render {RenderPreset}, {ActionSize} actions, {PoseSize} pose values, tasks {string.Join(" ", Tasks)})";
}
