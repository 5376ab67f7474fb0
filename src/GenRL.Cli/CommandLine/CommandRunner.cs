using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using GenRL.Cli.Supervision;
using GenRL.Cli.Verbs;
using GenRL.Learning.Optimisation;
using GenRL.Prompting;
using GenRL.Robots.Packages;
using Serilog.Core;

namespace GenRL.Cli.CommandLine;

/// <summary>Parses a command line, runs its verb and turns every way of ending into an exit code and one clear line.</summary>
internal static class CommandRunner
{
    // A prompt may well begin with '@'; it must not be taken for the name of a response file.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    private static readonly TimeSpan SupervisedGrace = TimeSpan.FromSeconds(5);

    // Failures a user can do something about: the message says it all, a stack trace would hide it.
    private static readonly Type[] ExplainedFailures =
    [
        typeof(IOException), typeof(UnauthorizedAccessException), typeof(InvalidDataException), typeof(ArgumentException),
        typeof(InvalidOperationException), typeof(TimeoutException), typeof(NotSupportedException), typeof(PackageException),
        typeof(PromptException), typeof(ControlException), typeof(DivergenceException),
    ];

    /// <summary>Runs <paramref name="args"/> and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = RootVerb.Create().Parse(args.Length == 0 ? ["--help"] : args, Parser);
        string[] errors = [.. parsed.Errors.Select(error => error.Message).Concat(UnknownOptions(parsed)).Distinct()];
        if (errors.Length > 0 && parsed.Action is not ExampleHelpAction)
        {
            foreach (string message in errors)
            {
                await Console.Error.WriteLineAsync("genrl: " + message).ConfigureAwait(false);
            }

            string path = string.Join(' ', CommandPath(parsed).Reverse());
            await Console.Error.WriteLineAsync($"See './{path} --help'.").ConfigureAwait(false);
            return ExitCode.WrongUse;
        }

        using CancellationTokenSource interruption = new();
        bool supervised = SupervisorLink.IsSupervised;
        if (supervised)
        {
            SupervisorLink.WatchSupervisor(interruption, SupervisedGrace);
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, supervised ? null : interruption));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, interruption));
        InvocationConfiguration invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation, interruption.Token).ConfigureAwait(false);
    }

    /// <summary>Binds a verb's work to its command, with logging and failures handled in one place.</summary>
    public static void SetVerb(this Command command, Func<ParseResult, VerbContext, Task<int>> verb) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            using Logger log = Logging.Create(parsed.GetValue(GlobalOptions.LogLevel));
            try
            {
                return await verb(parsed, new VerbContext(parsed.GetValue(GlobalOptions.Json), log, cancellation)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                log.Warning("Interrupted");
                return ExitCode.Interrupted;
            }
            catch (WrongUseException wrongUse)
            {
                log.Error("{Message:l}", wrongUse.Message);
                return ExitCode.WrongUse;
            }
            catch (Exception failure) when (IsExplained(failure))
            {
                log.Error("{Message:l}", Explain(failure));
                log.Debug(failure, "Details");
                return ExitCode.Failed;
            }
            catch (Exception failure)
            {
                log.Fatal(failure, "Unexpected failure");
                return ExitCode.Failed;
            }
        });

    /// <summary>Binds a verb whose work is synchronous.</summary>
    public static void SetVerb(this Command command, Func<ParseResult, VerbContext, int> verb) =>
        command.SetVerb((parsed, context) => Task.FromResult(verb(parsed, context)));

    private static bool IsExplained(Exception failure) =>
        failure is not (ObjectDisposedException or ArgumentNullException) && ExplainedFailures.Any(type => type.IsInstanceOfType(failure));

    // What a parameter is called in the code says nothing to the person who typed its value.
    private static string Explain(Exception failure) => failure is ArgumentException { ParamName: string name }
        ? failure.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : failure.Message;

    // The parser takes an option it does not know for the value of an argument; the robot would be asked to do "--revrt".
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => $"Unrecognized option '{token.Value}'.");

    // The first signal asks for a clean end; a second one, sent by an impatient user, ends the process the usual way.
    // A terminal sends Ctrl-C to a supervisor and its children alike: children leave the order of ending to the supervisor (null).
    private static void Interrupt(PosixSignalContext context, CancellationTokenSource? interruption)
    {
        if (interruption is null)
        {
            context.Cancel = true;
        }
        else if (!interruption.IsCancellationRequested)
        {
            context.Cancel = true;
            interruption.Cancel();
        }
    }

    private static IEnumerable<string> CommandPath(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult command)
            {
                yield return command.Command.Name;
            }
        }
    }
}
