using System.Globalization;
using System.Text.Json;

namespace GenRL.Data;

/// <summary>Reads short videos and pictures (mp4, mov, mkv, webm, avi, gif, png, jpeg) through ffmpeg.</summary>
public static class VideoReader
{
    private const string Package = "ffmpeg";

    // Playlist formats would let a file name others, and protocols other than a local file would let it call out.
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,gif,png_pipe,jpeg_pipe,apng";

    /// <summary>Decodes a video, resized without regard to its aspect ratio (as specification section 2.5 says for prompts).</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the frames returned.</param>
    /// <param name="height">Height of the frames returned.</param>
    /// <param name="limits">What is accepted; null for <see cref="VideoLimits.Default"/>.</param>
    /// <param name="cancellation">Ends ffmpeg and the call.</param>
    /// <returns>At least one frame.</returns>
    /// <exception cref="InvalidDataException">The file holds no readable video or exceeds the limits; the message says why.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is not installed.</exception>
    public static IReadOnlyList<RgbImage> Read(string path, int width, int height, VideoLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 1024);
        limits ??= VideoLimits.Default;
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"{path}: there is no such video.", path);
        }
        if (file.Length is 0 || file.Length > limits.MaximumFileBytes)
        {
            throw new InvalidDataException($"{path}: has {file.Length} bytes; 1 to {limits.MaximumFileBytes} are accepted.");
        }
        RequireAcceptable(file.FullName, limits, cancellation);
        return Decode(file.FullName, width, height, limits, cancellation);
    }

    private static void RequireAcceptable(string path, VideoLimits limits, CancellationToken cancellation)
    {
        using MemoryStream output = new();
        string[] arguments =
        [
            "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", Formats,
            "-select_streams", "v:0", "-show_entries", "stream=width,height:format=duration", "-of", "json", "file:" + path,
        ];
        Run("ffprobe", arguments, stream => stream.CopyTo(output), path, limits, cancellation);
        using JsonDocument document = JsonDocument.Parse(output.ToArray());
        if (!document.RootElement.TryGetProperty("streams", out JsonElement streams) || streams.GetArrayLength() == 0)
        {
            throw new InvalidDataException($"{path}: holds no pictures.");
        }
        long pixels = (long)Number(streams[0], "width") * (long)Number(streams[0], "height");
        if (pixels <= 0 || pixels > limits.MaximumSourcePixels)
        {
            throw new InvalidDataException($"{path}: has {pixels} pixels per frame; 1 to {limits.MaximumSourcePixels} are accepted.");
        }
        double duration = document.RootElement.TryGetProperty("format", out JsonElement format) ? Number(format, "duration") : 0;
        if (duration > limits.MaximumDurationS)
        {
            throw new InvalidDataException($"{path}: lasts {duration:F0} s; at most {limits.MaximumDurationS:F0} s are accepted.");
        }
    }

    private static double Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return 0;
        }
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;
    }

    private static List<RgbImage> Decode(string path, int width, int height, VideoLimits limits, CancellationToken cancellation)
    {
        List<RgbImage> frames = [];
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-i", "file:" + path,
            "-map", "0:v:0", "-fps_mode", "passthrough", "-frames:v", limits.MaximumFrames.ToString(CultureInfo.InvariantCulture),
            "-vf", string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=area"), "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
        ];
        Run("ffmpeg", arguments, stream => ReadFrames(stream, width, height, frames), path, limits, cancellation);
        return frames.Count > 0 ? frames : throw new InvalidDataException($"{path}: holds no frame that can be decoded.");
    }

    private static void ReadFrames(Stream stream, int width, int height, List<RgbImage> frames)
    {
        while (true)
        {
            byte[] pixels = new byte[3 * width * height];
            if (stream.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) < pixels.Length)
            {
                return;
            }
            frames.Add(new RgbImage(width, height, pixels));
        }
    }

    private static void Run(string program, string[] arguments, Action<Stream> read, string path, VideoLimits limits, CancellationToken cancellation)
    {
        try
        {
            (int code, string error) = ExternalProgram.Run(program, Package, arguments, "", read, TimeSpan.FromSeconds(limits.TimeLimitS), cancellation);
            if (code != 0)
            {
                string reason = error.Length == 0 ? $"{program} ended with code {code}" : error.Split('\n')[0].Replace("file:" + path, "", StringComparison.Ordinal).Trim(' ', ':');
                throw new InvalidDataException($"{path}: cannot be read as a video: {reason}");
            }
        }
        catch (TimeoutException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}
