using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Doctor;
using GenRL.Learning.Benchmarks;

namespace GenRL.Cli.Bench;

/// <summary>The plain PyTorch implementation of the training steps (<c>tools/reference</c>), in a process of its own that takes steps on demand.</summary>
internal sealed class PythonReference : IDisposable
{
    private const string Probe = "import importlib.util as util, sys; sys.exit(not (util.find_spec('torch') and util.find_spec('numpy')))";
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];
    private readonly Process process;

    private PythonReference(Process process) => this.process = process;

    /// <summary>What a user can do when there is no Python to compare with.</summary>
    public const string Remedy = "Python with torch and numpy is not installed (apt install python3-torch python3-numpy); there is nothing to compare with";

    /// <summary>Its version of torch.</summary>
    public required string TorchVersion { get; init; }

    /// <summary>Starts it with the sizes and batches of a workload; null where Python has no torch.</summary>
    /// <param name="work">What is measured.</param>
    /// <param name="threads">Threads it may compute with.</param>
    public static PythonReference? TryStart(TrainingWorkload work, int threads)
    {
        var interpreter = Interpreters.FirstOrDefault(python => CommandProbe.Run(python, "-c", Probe).ExitCode == 0);
        if (interpreter is null)
        {
            return null;
        }

        var script = Path.Combine(RepositoryRoot.Find(), "tools", "reference", "reference.py");
        ProcessStartInfo start = new(interpreter, [script, "bench"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new Win32Exception($"{interpreter} did not start");
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(Describe(work, threads), new JsonSerializerOptions(Output.JsonOptions) { WriteIndented = false }));
            return new PythonReference(process) { TorchVersion = Answer(process).GetProperty("torch").GetString()! };
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Takes steps of a kind and adds the duration of each.</summary>
    /// <exception cref="InvalidOperationException">The process ended; its own message is on standard error.</exception>
    public void Measure(TrainingStep step, int count, MeasuredTimes times)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { kind = step.ToString().ToLowerInvariant(), count }));
        var answer = Answer(process);
        foreach (var (clock, cpu) in answer.GetProperty("ms").EnumerateArray().Zip(answer.GetProperty("cpu_ms").EnumerateArray()))
        {
            times.Add(clock.GetDouble(), cpu.GetDouble());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static JsonElement Answer(Process process)
    {
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python reference ended unexpectedly; its message is above.");
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static object Describe(TrainingWorkload work, int threads) => new
    {
        Threads = threads,
        Rate = work.Options.Joint.LearningRate.First,
        work.Options.Sizes,
        work.Options.Connector,
        Joint = new { work.Options.Joint.Batch, work.Options.Joint.Length },
        Cached = new { work.Options.Cached.Batch, work.Options.Cached.Length },
        Behaviour = new
        {
            work.Behaviour.Starts, TrainingWorkload.StartLength, work.Behaviour.Horizon, work.Behaviour.Layers, work.Behaviour.Units, work.Behaviour.LearningRate,
            work.Behaviour.AdamEpsilon, work.Behaviour.GradientClip, work.Behaviour.WeightDecay, work.Behaviour.Discount, work.Behaviour.Lambda,
            work.Behaviour.ClipActions, work.Behaviour.SlowCriticInterval,
        },
    };
}
