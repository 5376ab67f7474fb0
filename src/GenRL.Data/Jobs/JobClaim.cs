namespace GenRL.Data;

/// <summary>A job that this worker holds until it is disposed; the claim is renewed by itself meanwhile.</summary>
public sealed class JobClaim : IDisposable
{
    private readonly string path;
    private readonly string owner;
    private readonly TimeProvider time;
    private readonly JobList list;
    private readonly ITimer renewal;
    private readonly CancellationTokenSource lost = new();
    private readonly Lock gate = new();
    private bool ended;

    internal JobClaim(string name, string description, string path, string owner, TimeSpan renewEvery, TimeProvider time, JobList list)
    {
        Name = name;
        Description = description;
        this.path = path;
        this.owner = owner;
        this.time = time;
        this.list = list;
        Lost = lost.Token;
        renewal = time.CreateTimer(_ => Renew(), null, renewEvery, renewEvery);
    }

    /// <summary>Name of the job.</summary>
    public string Name { get; }

    /// <summary>What is to be done.</summary>
    public string Description { get; }

    /// <summary>Cancelled when another worker has taken the job over, because this one was not heard of for longer than the lease.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Writes the result: the job is done.</summary>
    public void Complete(string result) => list.Complete(Name, result);

    /// <summary>Notes that this attempt failed; others follow, up to <see cref="JobList.Attempts"/>.</summary>
    /// <param name="message">Why.</param>
    public void Fail(string message) => list.Fail(Name, message);

    /// <summary>Gives the job back unless it was done.</summary>
    public void Dispose()
    {
        renewal.Dispose();
        lock (gate)
        {
            if (!ended && IsOwn())
            {
                File.Delete(path);
            }
            ended = true;
        }
    }

    private void Renew()
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }
            try
            {
                if (IsOwn())
                {
                    File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
                    return;
                }
            }
            catch (IOException)
            {
                // a shared folder that fails for a moment is tried again at the next renewal; the lease leaves room for three
                return;
            }
            ended = true;
        }
        lost.Cancel();
    }

    private bool IsOwn() => File.Exists(path) && File.ReadAllText(path) == owner;
}
