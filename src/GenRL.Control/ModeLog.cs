using GenRL.Safety;
using Serilog;

namespace GenRL.Control;

/// <summary>Writes changes of mode to the log, once each, from outside the policy loop.</summary>
internal sealed class ModeLog(ControlStatistics statistics, ILogger log)
{
    private (SafetyMode Mode, SafetyReason Reason) last;

    public void Report()
    {
        (SafetyMode Mode, SafetyReason Reason) now = (statistics.Mode, statistics.Reason);
        if (now == last)
        {
            return;
        }

        last = now;
        switch (now.Mode)
        {
            case SafetyMode.Stopped or SafetyMode.Faulted:
                log.Error("Robot {Mode}: {Reason}; disarm and arm to go on", now.Mode, now.Reason);
                break;
            case SafetyMode.Holding:
                log.Warning("Robot {Mode}: {Reason}", now.Mode, now.Reason);
                break;
            default:
                log.Information("Robot {Mode}", now.Mode);
                break;
        }
    }
}
