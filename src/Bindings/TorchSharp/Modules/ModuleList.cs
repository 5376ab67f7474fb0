using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules, registered as "0", "1", ... when the list itself is registered.</summary>
    public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
    {
        private readonly List<T> _list = [];
        private bool _registered;

        public ModuleList(params T[] modules) : base("ModuleList") => _list.AddRange(modules);

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => _list[index];
            set => Change(() => _list[index] = value);
        }

        public void Add(T item) => Change(() => _list.Add(item));
        public void append(params T[] parameters) => Change(() => _list.AddRange(parameters));
        public void extend(IEnumerable<T> modules) => Change(() => _list.AddRange(modules));
        public void Insert(int index, T item) => Change(() => _list.Insert(index, item));
        public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));
        public void Clear() => Change(_list.Clear);
        public bool Contains(T item) => _list.Contains(item);
        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);
        public int IndexOf(T item) => _list.IndexOf(item);

        public bool Remove(T item)
        {
            bool removed = false;
            Change(() => removed = _list.Remove(item));
            return removed;
        }

        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            if (!_registered)
            {
                _registered = true;
                RegisterAll();
            }
        }

        private void Change(Action change)
        {
            change();
            if (_registered)
            {
                ClearModules();
                RegisterAll();
            }
        }

        private void RegisterAll()
        {
            for (int i = 0; i < _list.Count; i++)
            {
                register_module(i.ToString(CultureInfo.InvariantCulture), _list[i]);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
