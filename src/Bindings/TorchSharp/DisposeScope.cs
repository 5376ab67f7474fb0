namespace TorchSharp;

/// <summary>
/// Owns the tensors made on its thread while it is the innermost scope and disposes them when it ends,
/// except those moved out of it.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly List<IDisposable> _items = [];

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; private set; }

    public int DisposablesCount => _items.Count;

    public IReadOnlyList<IDisposable> DisposablesView => _items;

    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    /// <summary>Takes a disposable in, out of the scope it was in.</summary>
    public T Attach<T>(T disposable) where T : IDisposable
    {
        if (disposable is torch.Tensor { OwningScope: { } owner })
        {
            owner.Remove(disposable);
        }
        Add(disposable);
        return disposable;
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            MoveToOuter(disposable);
        }
    }

    /// <summary>Moves what this scope owns into another scope, or out of all of them if that is null.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (Remove(disposable))
        {
            scope?.Add(disposable);
        }
        return disposable;
    }

    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public void Detach(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            Detach(disposable);
        }
    }

    public void DisposeEverything() => DisposeEverythingBut(Enumerable.Empty<IDisposable>());

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> keep)
    {
        var kept = new HashSet<IDisposable>(keep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable item in _items.ToArray())
        {
            if (!kept.Contains(item))
            {
                Remove(item);
                item.Dispose();
            }
        }
    }

    public void Dispose()
    {
        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i] is torch.Tensor tensor)
            {
                tensor.OwningScope = null;
            }
            _items[i].Dispose();
        }
        _items.Clear();
        _manager.Remove(this);
    }

    internal void ReplaceOuter(DisposeScope? outer) => OuterScope = outer;

    internal void Add(IDisposable item)
    {
        if (item is torch.Tensor tensor)
        {
            tensor.OwningScope = this;
            tensor.ScopeIndex = _items.Count;
        }
        _items.Add(item);
    }

    internal bool Remove(IDisposable item)
    {
        int index = IndexOf(item);
        if (index < 0)
        {
            return false;
        }
        IDisposable last = _items[^1];
        _items[index] = last;
        if (last is torch.Tensor moved)
        {
            moved.ScopeIndex = index;
        }
        _items.RemoveAt(_items.Count - 1);
        if (item is torch.Tensor tensor)
        {
            tensor.OwningScope = null;
        }
        return true;
    }

    private int IndexOf(IDisposable item) =>
        item is torch.Tensor tensor ? (ReferenceEquals(tensor.OwningScope, this) ? tensor.ScopeIndex : -1) : _items.IndexOf(item);
}
