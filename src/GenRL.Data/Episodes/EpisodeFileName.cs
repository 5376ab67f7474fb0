using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GenRL.Data;

/// <summary>The name <c>{index}-{yyyymmddThhmmss}-{uuid hex}-{length}.npz</c> of an episode file (specification section 8.3).</summary>
/// <param name="Index">Position in the order of collection; GenRL's own files start at 1000 for the thousandth.</param>
/// <param name="Time">When the episode ended, to the second.</param>
/// <param name="Id">Tells apart episodes of parallel collectors.</param>
/// <param name="Length">Number of rows, including the reset row (501 for the locomotion domains).</param>
public sealed record EpisodeFileName(long Index, DateTime Time, Guid Id, int Length)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss";

    /// <summary>Reads a file name (a folder before it is ignored).</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out EpisodeFileName? name)
    {
        name = null;
        string file = Path.GetFileName(path);
        if (!file.EndsWith(".npz", StringComparison.Ordinal))
        {
            return false;
        }
        string[] parts = file[..^4].Split('-');
        if (parts.Length != 4
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long index)
            || !DateTime.TryParseExact(parts[1], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            || !Guid.TryParseExact(parts[2], "N", out Guid id)
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return false;
        }
        name = new EpisodeFileName(index, time, id, length);
        return true;
    }

    /// <summary>The file name, with ending, without folder.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Index}-{Time.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{Id:N}-{Length}.npz");
}
