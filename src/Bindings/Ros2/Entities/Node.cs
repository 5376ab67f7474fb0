using System.Diagnostics.CodeAnalysis;
using ROS2.Native;

namespace ROS2;

/// <summary>
/// A node of the ROS graph. One thread at a time spins it; creating and disposing its entities and publishing are safe
/// from every thread.
/// </summary>
public sealed partial class Node : IDisposable
{
    private readonly RclContext _context;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<Publisher> _publishers = [];
    private readonly List<Subscription> _subscriptions = [];
    private readonly List<Service> _services = [];
    private readonly List<Client> _clients = [];
    private readonly List<GuardCondition> _guardConditions = [];
    private readonly List<Timer> _timers = [];

    internal Node(RclContext context, string name, string? nodeNamespace, TimeProvider time)
    {
        _context = context;
        _time = time;
        Name = context.Names.NodeName(name);
        Namespace = context.Names.Namespace(nodeNamespace);
        Clock = new Clock(ClockType.RosTime, time);
        _waitSet = Dds.Check(Dds.CreateWaitSet(context.Participant), "Creating a wait set");
        _wake = Dds.Check(Dds.CreateGuardCondition(context.Participant), "Creating a guard condition");
        Dds.Check(Dds.WaitSetAttach(_waitSet, _wake, 0), "Attaching a guard condition");
        context.Add(this);
    }

    public string Name { get; }

    /// <summary>With a leading slash; <c>/</c> for none.</summary>
    public string Namespace { get; }

    public string FullyQualifiedName => Namespace == "/" ? "/" + Name : $"{Namespace}/{Name}";

    public Clock Clock { get; }

    public IList<Subscription> Subscriptions => Snapshot(_subscriptions);

    public IList<Service> Services => Snapshot(_services);

    public IList<Client> Clients => Snapshot(_clients);

    public IList<GuardCondition> GuardConditions => Snapshot(_guardConditions);

    public IList<Timer> Timers => Snapshot(_timers);

    /// <summary>Opens an outgoing topic.</summary>
    /// <exception cref="ArgumentException">The topic's name is not valid.</exception>
    /// <exception cref="RCLException">The middleware refuses it.</exception>
    public Publisher<T> CreatePublisher<T>(string topic, QosProfile? qosProfile = null)
        where T : IRosMessage, new()
    {
        QosProfile qos = qosProfile ?? QosProfile.DefaultProfile;
        string name = Resolve(topic);
        DdsWriter writer = new(_context, RosNames.DdsTopic(name, qos.AvoidRosNamespaceConventions), new T().__GetTypeSupport(), qos, "");
        return Add(_publishers, new Publisher<T>(this, name, writer));
    }

    /// <summary>Opens an incoming topic whose callback runs while the node is spun.</summary>
    /// <inheritdoc cref="CreatePublisher"/>
    public Subscription<T> CreateSubscription<T>(string topic, Action<T> callback, QosProfile? qosProfile = null)
        where T : IRosMessage, new()
    {
        ArgumentNullException.ThrowIfNull(callback);
        return CreateSubscription(topic, callback, qosProfile, 0);
    }

    /// <summary>
    /// Opens an incoming topic without callback, for a thread that takes the latest message itself with
    /// <see cref="Subscription{T}.TryTake(T)"/> (extension). Spinning the node leaves it alone.
    /// </summary>
    /// <inheritdoc cref="CreatePublisher"/>
    public Subscription<T> CreatePolledSubscription<T>(string topic, QosProfile? qosProfile = null)
        where T : IRosMessage, new() =>
        CreateSubscription<T>(topic, null, qosProfile, Dds.Check(Dds.CreateWaitSet(_context.Participant), "Creating a wait set"));

    /// <summary>Offers a service whose callback runs while the node is spun and fills the response.</summary>
    /// <exception cref="ArgumentException">The service's name is not valid.</exception>
    /// <exception cref="RCLException">The middleware refuses it.</exception>
    public Service<TService, TRequest, TResponse> CreateService<TService, TRequest, TResponse>(string name, Action<TRequest, TResponse> callback)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        ArgumentNullException.ThrowIfNull(callback);
        string resolved = Resolve(name);
        string id = $"serviceid={_context.NextPairId()};";
        QosProfile qos = QosProfile.ServicesDefaultProfile;
        DdsWriter replies = new(_context, RosNames.DdsReply(resolved), new TResponse().__GetTypeSupport(), qos, id);
        DdsReader requests = new(_context, RosNames.DdsRequest(resolved), new TRequest().__GetTypeSupport(), qos, id);
        EndpointPairs clients = new(requests, replies, "clientid=");
        return Add(_services, new Service<TService, TRequest, TResponse>(this, resolved, requests, replies, callback, clients));
    }

    /// <summary>Opens access to a service.</summary>
    /// <exception cref="ArgumentException">The service's name is not valid.</exception>
    /// <exception cref="RCLException">The middleware refuses it.</exception>
    public Client<TService, TRequest, TResponse> CreateClient<TService, TRequest, TResponse>(string name)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        string resolved = Resolve(name);
        string id = $"clientid={_context.NextPairId()};";
        QosProfile qos = QosProfile.ServicesDefaultProfile;
        DdsReader replies = new(_context, RosNames.DdsReply(resolved), new TResponse().__GetTypeSupport(), qos, id);
        DdsWriter requests = new(_context, RosNames.DdsRequest(resolved), new TRequest().__GetTypeSupport(), qos, id);
        EndpointPairs services = new(replies, requests, "serviceid=");
        return Add(_clients, new Client<TService, TRequest, TResponse>(this, resolved, requests, replies, services));
    }

    /// <summary>Calls back every <paramref name="period"/> while the node is spun; the callback gets the time since its last call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive.</exception>
    public Timer CreateTimer(TimeSpan period, Action<TimeSpan> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return Add(_timers, new Timer(this, _time, period, callback));
    }

    /// <summary>Makes a condition that any thread can trigger to have the callback run by the spinning thread.</summary>
    public GuardCondition CreateGuardCondition(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add(_guardConditions, new GuardCondition(this, _context.Participant, callback));
    }

    /// <summary>Takes the node and all its entities off the graph and ends its spinning (extension).</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Wake();
        IEnumerable<IDisposable> entities = [.. Snapshot(_publishers), .. Subscriptions, .. Services, .. Clients, .. GuardConditions, .. Timers];
        foreach (IDisposable entity in entities)
        {
            entity.Dispose();
        }

        _context.Remove(this);
        _ = Dds.Delete(_wake);
        _ = Dds.Delete(_waitSet);
    }

    /// <summary>The node's entry in the graph.</summary>
    internal NodeEndpoints Endpoints()
    {
        lock (_lock)
        {
            IEnumerable<DdsReader> readers = [.. _subscriptions.Select(entity => entity.Reader), .. _services.Select(entity => entity.Requests), .. _clients.Select(entity => entity.Replies)];
            IEnumerable<DdsWriter> writers = [.. _publishers.Select(entity => entity.Writer), .. _services.Select(entity => entity.Replies), .. _clients.Select(entity => entity.Requests)];
            return new NodeEndpoints(Namespace, Name, [.. readers.Select(reader => reader.Guid)], [.. writers.Select(writer => writer.Guid)]);
        }
    }

    internal void Remove(Publisher entity) => Remove(_publishers, entity);

    internal void Remove(Subscription entity) => Remove(_subscriptions, entity);

    internal void Remove(Service entity) => Remove(_services, entity);

    internal void Remove(Client entity) => Remove(_clients, entity);

    internal void Remove(GuardCondition entity) => Remove(_guardConditions, entity);

    internal void Remove(Timer entity) => Remove(_timers, entity);

    private Subscription<T> CreateSubscription<T>(string topic, Action<T>? callback, QosProfile? qosProfile, int waitSet)
        where T : IRosMessage, new()
    {
        QosProfile qos = qosProfile ?? QosProfile.DefaultProfile;
        string name = Resolve(topic);
        RosTypeSupport type = new T().__GetTypeSupport();
        DdsReader reader = new(_context, RosNames.DdsTopic(name, qos.AvoidRosNamespaceConventions), type, qos, "");
        if (waitSet != 0)
        {
            Dds.Check(Dds.WaitSetAttach(waitSet, reader.Condition, 1), "Attaching a subscription");
        }

        return Add(_subscriptions, new Subscription<T>(this, name, reader, type.Check, callback, waitSet));
    }

    private string Resolve(string name)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return _context.Names.Resolve(Namespace, Name, name);
    }

    [SuppressMessage("Style", "IDE0305", Justification = "A snapshot must be a copy.")]
    private T[] Snapshot<T>(List<T> entities)
    {
        lock (_lock)
        {
            return entities.ToArray();
        }
    }

    private T Add<TBase, T>(List<TBase> entities, T entity)
        where T : TBase
    {
        lock (_lock)
        {
            entities.Add(entity);
            _timerSnapshot = [.. _timers];
        }

        if (entity is IWaitable waitable && entity is not Subscription { IsPolled: true })
        {
            Attach(waitable);
        }

        Changed(entity);
        return entity;
    }

    private void Remove<TBase, T>(List<TBase> entities, T entity)
        where T : TBase
    {
        lock (_lock)
        {
            if (!entities.Remove(entity))
            {
                return;
            }

            _timerSnapshot = [.. _timers];
        }

        if (entity is IWaitable waitable)
        {
            Detach(waitable);
        }

        Changed(entity);
    }

    private void Changed(object? entity)
    {
        Wake();
        if (entity is not (Timer or GuardCondition))
        {
            _context.PublishGraph();
        }
    }
}
