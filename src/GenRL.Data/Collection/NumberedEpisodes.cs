using System.Security.Cryptography;
using System.Text;

namespace GenRL.Data;

/// <summary>
/// Compact episodes of one subset and seed, named by their number, so that a run that is started again recognises those it made before.
/// </summary>
public sealed class NumberedEpisodes
{
    private readonly DatasetFolder _dataset;
    private readonly string _subset;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private readonly Dictionary<Guid, string> _files = [];

    /// <param name="dataset">Where episodes are kept.</param>
    /// <param name="subset">Part of the dataset.</param>
    /// <param name="seed">Seed that, with the number, determines an episode.</param>
    /// <param name="time">Clock of the file names; null for the system's.</param>
    public NumberedEpisodes(DatasetFolder dataset, string subset, ulong seed, TimeProvider? time = null)
    {
        (_dataset, _subset, _seed, _time) = (dataset, subset, seed, time ?? TimeProvider.System);
        foreach (string file in dataset.PoseFiles())
        {
            if (EpisodeFileName.TryParse(file, out EpisodeFileName? name))
            {
                _files[name.Id] = file;
            }
        }
    }

    /// <summary>Whether the episode is there.</summary>
    public bool Has(int number) => _files.ContainsKey(Id(number));

    /// <summary>Loads an episode.</summary>
    /// <exception cref="InvalidDataException">It is not there, or damaged.</exception>
    public PoseEpisode Load(int number) => PoseEpisodeFile.Load(_files.TryGetValue(Id(number), out string? file)
        ? file
        : throw new InvalidDataException($"{_dataset.Root}: episode {number} of '{_subset}' with seed {_seed} is gone; a run that learned from it cannot go on."));

    /// <summary>The name an episode gets now.</summary>
    public EpisodeFileName Name(int number, int length) => new(number, _time.GetUtcNow().UtcDateTime, Id(number), length);

    /// <summary>Saves an episode, unless it was there already.</summary>
    public void Add(int number, PoseEpisode episode)
    {
        if (!Has(number))
        {
            _files[Id(number)] = _dataset.Add(episode, Name(number, episode.Length));
        }
    }

    private Guid Id(int number)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_subset}/{_seed}/{number}"));
        return new Guid(hash.AsSpan(0, 16));
    }
}
