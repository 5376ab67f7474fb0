using System.Runtime.InteropServices;
using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.Safety;
using genrl_msgs.srv;
using Microsoft.ML.OnnxRuntime;
using Serilog;

namespace GenRL.Control;

/// <summary>What the services do, apart from ROS. Bad requests are answered, never thrown.</summary>
internal sealed class ControlServices(ControlLoop loop, BehaviourLoader loader, TimeSpan patience, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Loads a behaviour and waits until it runs.</summary>
    public void LoadBehaviour(LoadBehaviour_Request request, LoadBehaviour_Response response) =>
        (response.Success, response.Message) = Change(request.Behaviour, () =>
        {
            BehaviourDescription behaviour = loader.Load(request.PackagePath, request.Behaviour, request.Sha256);
            return WaitUntil(() => loader.IsApplied)
                ? $"Behaviour '{behaviour.Name}' ({behaviour.Prompt}) is running."
                : $"Behaviour '{behaviour.Name}' ({behaviour.Prompt}) is ready and runs from the next camera frame on; none is coming at present.";
        });

    /// <summary>Makes the conditioned policy do another task and waits until it does.</summary>
    public void SetTask(SetTask_Request request, SetTask_Response response) =>
        (response.Success, response.Message) = Change(request.Label, () =>
        {
            loader.SetTask(request.PackagePath, new TaskVector(request.Label, CollectionsMarshal.AsSpan(request.Task)), request.Sha256);
            if (!WaitUntil(() => loader.IsApplied))
            {
                return "The conditioned policy has the task and does it from the next camera frame on; none is coming at present.";
            }

            response.Ticks = (uint)loader.TaskTicks;
            return $"The conditioned policy does it, {response.Ticks} tick{(response.Ticks == 1 ? "" : "s")} after the request.";
        });

    /// <summary>Arms or disarms; either is answered once the loop has confirmed it.</summary>
    public void SetArmed(SetArmed_Request request, SetArmed_Response response)
    {
        if (request.Arm)
        {
            Arm(response);
        }
        else
        {
            Disarm(response);
        }
    }

    private (bool Success, string Message) Change(string name, Func<string> change)
    {
        try
        {
            string message = change();
            loader.DisposeRetired();
            log.Information("{Behaviour}: {Message:l}", name, message);
            return (true, message);
        }
        catch (Exception error) when (error is PackageException or InvalidOperationException or OnnxRuntimeException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            log.Warning("{Behaviour} was not taken: {Message}", name, error.Message);
            return (false, error.Message);
        }
    }

    private void Disarm(SetArmed_Response response)
    {
        loop.ArmRequested = false;
        response.Success = WaitUntil(() => loop.Statistics.Mode == SafetyMode.Inactive);
        response.Message = response.Success
            ? "Disarmed; torque is zero."
            : "Disarming was requested, but the control loop has not confirmed it; cut the power if the robot still moves.";
        log.Information("Disarming requested: {Answer}", response.Message);
    }

    private void Arm(SetArmed_Response response)
    {
        if (loop.ArmRequested && loop.Statistics.Mode is SafetyMode.Active or SafetyMode.Holding)
        {
            response.Success = true;
            response.Message = "Already armed.";
            return;
        }

        bool before = loop.ArmRequested;
        response.Refusals.AddRange(Refusal.Describe(loop.Statistics.Refusals));
        if (response.Refusals.Count == 0)
        {
            loop.ArmRequested = true;
            response.Success = WaitUntil(() => loop.Statistics.Mode == SafetyMode.Active);
            response.Refusals.AddRange(response.Success ? [] : Refusal.Describe(loop.Statistics.Refusals));
        }

        if (!response.Success)
        {
            // a refused request leaves a stop unacknowledged and a pending arming pending
            loop.ArmRequested = before;
        }

        response.Message = response.Success ? "Armed." : $"Not armed: {string.Join("; ", response.Refusals)}.";
        log.Information("Arming requested: {Answer}", response.Message);
    }

    private bool WaitUntil(Func<bool> condition)
    {
        long start = Environment.TickCount64;
        while (!condition())
        {
            if (Environment.TickCount64 - start > patience.TotalMilliseconds)
            {
                return false;
            }

            Thread.Sleep(Pause);
        }

        return true;
    }
}
