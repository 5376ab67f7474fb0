using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.Simulation.Randomisation;
using Serilog;

namespace GenRL.Simulation.Node;

/// <summary>
/// One JSON object per agent step and line, and one per start whose conditions were drawn. Every line is written whole and at once, so
/// that the file is good up to its last line whenever the process ends. A disk that fails ends the log, not the robot.
/// </summary>
internal sealed class EpisodeLog : IDisposable
{
    private static readonly JsonSerializerOptions Conditions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _path;
    private readonly ILogger _log;
    private readonly JsonEncodedText[] _tasks;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private FileStream? _file;

    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public EpisodeLog(string path, IReadOnlyList<string> tasks, ILogger log)
    {
        _path = path;
        _log = log;
        _tasks = [.. tasks.Select(task => JsonEncodedText.Encode(task))];
        _json = new Utf8JsonWriter(_buffer);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Appends a step.</summary>
    /// <param name="timeS">Simulated seconds since the node started.</param>
    /// <param name="episode">Number of the start, from 0.</param>
    /// <param name="motion">State after the step.</param>
    /// <param name="rewards">Of every task, summed over the step's control steps.</param>
    public void Write(double timeS, long episode, MotionSummary motion, ReadOnlySpan<double> rewards)
    {
        if (_file is null)
        {
            return;
        }

        BeginLine(timeS, episode);
        _json.WriteNumber("torso_x_m"u8, Math.Round(motion.TorsoXM, 6));
        _json.WriteNumber("torso_height_m"u8, Math.Round(motion.TorsoHeightM, 6));
        _json.WriteNumber("speed_m_per_s"u8, Math.Round(motion.SpeedMPerS, 6));
        _json.WriteNumber("upright"u8, Math.Round(motion.Upright, 6));
        _json.WriteStartObject("rewards"u8);
        for (int i = 0; i < _tasks.Length; i++)
        {
            _json.WriteNumber(_tasks[i], Math.Round(rewards[i], 6));
        }

        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>Appends what a start drew: the seed and the conditions, without rewards.</summary>
    /// <param name="timeS">Simulated seconds since the node started.</param>
    /// <param name="episode">Number of the start, from 0.</param>
    /// <param name="seed">Of the start.</param>
    /// <param name="conditions">What was drawn.</param>
    public void WriteStart(double timeS, long episode, ulong seed, RandomisationDraw conditions)
    {
        if (_file is null)
        {
            return;
        }

        BeginLine(timeS, episode);
        _json.WriteNumber("seed"u8, seed);
        _json.WritePropertyName("conditions"u8);
        JsonSerializer.Serialize(_json, conditions, Conditions);
        EndLine();
    }

    private void BeginLine(double timeS, long episode)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("time_s"u8, Math.Round(timeS, 6));
        _json.WriteNumber("episode"u8, episode);
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        Append();
    }

    private void Append()
    {
        try
        {
            _file!.Write(_buffer.WrittenSpan);
        }
        catch (IOException e)
        {
            _log.Error("The episode log {Path} ends here: {Reason}", _path, e.Message);
            _file!.Dispose();
            _file = null;
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _file?.Dispose();
    }
}
