using System.Text.Json;
using GenRL.Prompting.Confidence;
using Serilog;

namespace GenRL.Prompting.Serving;

/// <summary>Carries out requests. Whatever a client sends, it gets a reply and the service goes on.</summary>
public sealed class PromptRequestHandler(PromptService service, PreviewWriter previews, ILogger log)
{
    /// <summary>Longest request in bytes; room for the longest prompt in the longest encoding, many times over.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const double LongestTimeoutS = 3600;

    /// <summary>Handles one request as it came from the wire.</summary>
    public async Task<byte[]> HandleAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        PromptReply reply = await HandleSafelyAsync(() => Parse(request), cancellation).ConfigureAwait(false);
        return JsonSerializer.SerializeToUtf8Bytes(reply, PromptJson.Options);
    }

    /// <summary>Handles one request that is already parsed.</summary>
    public Task<PromptReply> HandleAsync(PromptRequest request, CancellationToken cancellation) => HandleSafelyAsync(() => request, cancellation);

    /// <summary>The reply to something that is no request at all.</summary>
    public static byte[] Refuse(string code, string message) =>
        JsonSerializer.SerializeToUtf8Bytes(new PromptReply { Ok = false, Error = code, Message = message }, PromptJson.Options);

    private static PromptRequest Parse(ReadOnlyMemory<byte> request)
    {
        if (request.Length > MaximumBytes)
        {
            throw new PromptException("request_too_large", $"The request has {request.Length} bytes; at most {MaximumBytes} are read.");
        }

        try
        {
            return JsonSerializer.Deserialize<PromptRequest>(request.Span, PromptJson.Options)
                ?? throw new PromptException("malformed_request", "The request is null; a JSON object with \"op\" is expected.");
        }
        catch (JsonException malformed)
        {
            throw new PromptException("malformed_request", $"The request is not the JSON object that is expected: {malformed.Message}");
        }
    }

    private async Task<PromptReply> HandleSafelyAsync(Func<PromptRequest> request, CancellationToken cancellation)
    {
        try
        {
            return await CarryOutAsync(request(), cancellation).ConfigureAwait(false);
        }
        catch (PromptException wrong)
        {
            return Failure(wrong.Code, wrong.Message);
        }
        catch (ControlException unable)
        {
            log.Warning("{Message:l}", unable.Message);
            return Failure("control_failed", unable.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The last fence of a service that must go on: unforeseen, so with its trace.
            log.Error(failure, "A request failed");
            return Failure("failed", failure.Message);
        }
    }

    private PromptReply Failure(string code, string message) => new() { Ok = false, Error = code, Message = message, Task = service.Task };

    private async Task<PromptReply> CarryOutAsync(PromptRequest request, CancellationToken cancellation) => request.Op switch
    {
        "say" => await SayAsync(request, cancellation).ConfigureAwait(false),
        "preview" => Preview(request),
        "list" => new PromptReply { Ok = true, Behaviours = [.. service.Behaviours().Select(known => new ListedBehaviour(known.Name, known.Prompt))] },
        "revert" => new PromptReply { Ok = true, Task = await service.RevertAsync(cancellation).ConfigureAwait(false) },
        "status" => new PromptReply { Ok = true, Task = service.Task },
        _ => throw new PromptException("unknown_op", "\"op\" must be say, preview, list, revert or status."),
    };

    private async Task<PromptReply> SayAsync(PromptRequest request, CancellationToken cancellation)
    {
        if (!request.Commit)
        {
            return Describe(service.Judge(request.Prompt ?? ""), service.Task);
        }

        TimeSpan? timeout = request.TimeoutS switch
        {
            null or 0 => null,
            > 0 and <= LongestTimeoutS => TimeSpan.FromSeconds(request.TimeoutS.Value),
            _ => throw new PromptException("bad_timeout", $"\"timeout_s\" must be between 0 and {LongestTimeoutS:0}."),
        };
        (PromptJudgement judgement, RobotTask task) = await service.CommitAsync(request.Prompt ?? "", timeout, cancellation).ConfigureAwait(false);
        return Describe(judgement, task);
    }

    private PromptReply Preview(PromptRequest request)
    {
        PromptJudgement judgement = service.Judge(request.Prompt ?? "");
        return Describe(judgement, service.Task) with { Image = previews.Write(judgement, request.Output) };
    }

    private static PromptReply Describe(PromptJudgement judgement, RobotTask task) => new()
    {
        Ok = judgement.Verdict != Verdict.Refused,
        Error = judgement.Verdict == Verdict.Refused ? "not_understood" : null,
        Message = judgement.Verdict switch
        {
            Verdict.Refused => $"Not understood (confidence {judgement.Confidence:0.00}): nothing like it was ever seen. The robot goes on with what it did.",
            Verdict.Doubtful => $"Understood with doubt (confidence {judgement.Confidence:0.00}); look at the preview.",
            _ => null,
        },
        Prompt = judgement.Prompt,
        Confidence = judgement.Confidence,
        Verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(judgement.Verdict.ToString()),
        Nearest = [.. judgement.Nearest.Take(5)],
        Task = task,
    };
}
