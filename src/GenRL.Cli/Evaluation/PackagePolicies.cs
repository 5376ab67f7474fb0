using System.Security.Cryptography;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Evaluation;

/// <summary>The policies of a model package, by name or by sentence.</summary>
/// <param name="package">The package.</param>
/// <param name="method">Who learned it: the column of the table of results.</param>
/// <param name="model">Opens the video-language model that the package was made for, when a sentence needs it.</param>
internal sealed class PackagePolicies(ModelPackage package, string method, Func<VideoLanguageModel> model)
{
    private const int IdDigits = 12;

    private readonly string id = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(package.Folder, PackageFile.Manifest))))[..IdDigits];

    private string Domain => package.Manifest.Robot;

    private IReadOnlyList<string> AllTasks => TaskCatalogue.NamesOf(Domain);

    /// <summary>What a request asks for.</summary>
    /// <param name="request">Names or sentences.</param>
    /// <param name="skipped">Told of each sentence that the package cannot follow, where not all are needed.</param>
    /// <exception cref="WrongUseException">The package has no such policy; the message lists those it has.</exception>
    public IReadOnlyList<EvaluatedPolicy> Select(PolicyRequest request, Action<string> skipped)
    {
        if (request.Conditioned && package.Manifest.ConditionedPolicy is null)
        {
            throw new WrongUseException($"{package.Folder} has no conditioned policy; leave out --conditioned to evaluate its behaviours.");
        }

        EvaluatedPolicy[] policies = [.. request.Prompt is { } sentence ? [OfSentence(sentence, request)]
            : request.Prompts is { } prompts ? OfPrompts(prompts, request, skipped)
            : OfNames(request)];
        return policies.Length > 0 ? policies : throw new WrongUseException($"{package.Folder} holds no policy for that. {Known()}");
    }

    private IEnumerable<EvaluatedPolicy> OfNames(PolicyRequest request)
    {
        var names = request.Tasks.Count > 0 ? request.Tasks : [.. package.Manifest.Behaviours.Select(known => known.Name).Where(AllTasks.Contains)];
        foreach (var name in names)
        {
            var behaviour = package.Manifest.Behaviours.FirstOrDefault(known => known.Name == name)
                ?? throw new WrongUseException($"The package has no behaviour '{name}'. {Known()}");
            yield return request.AllRewards || AllTasks.Contains(name)
                ? Policy(behaviour.Name, behaviour.Prompt, request.AllRewards ? AllTasks : [name], request.Latent)
                : throw new WrongUseException($"'{name}' is no task of '{Domain}', so no reward is its own; add --all-rewards to judge it by every task.");
        }
    }

    private EvaluatedPolicy OfSentence(string sentence, PolicyRequest request)
    {
        RequireTasks(request.Tasks);
        return FollowerOf(sentence, request.Tasks.Count > 0 && !request.AllRewards ? request.Tasks : AllTasks, request)
            ?? throw new WrongUseException($"The package cannot follow \"{sentence}\". {Known()}");
    }

    private IEnumerable<EvaluatedPolicy> OfPrompts(PromptSet prompts, PolicyRequest request, Action<string> skipped)
    {
        RequireTasks(request.Tasks);
        foreach (var task in TaskCatalogue.OfDomain(Domain).Where(task => request.Tasks.Count == 0 || request.Tasks.Contains(task.Task)))
        {
            foreach (var sentence in Sentences(task, prompts))
            {
                if (FollowerOf(sentence, request.AllRewards ? AllTasks : [task.Task], request) is { } policy)
                {
                    yield return policy;
                }
                else if (request.Tasks.Count > 0)
                {
                    throw new WrongUseException($"The package cannot follow \"{sentence}\", the sentence of '{task.Task}'. {Known()}");
                }
                else
                {
                    skipped($"{method} cannot follow \"{sentence}\" ({task.Task})");
                }
            }
        }
    }

    private static IEnumerable<string> Sentences(TaskDescription task, PromptSet prompts) => prompts switch
    {
        PromptSet.Paper => [task.Prompt],
        PromptSet.Code => [task.PromptCode],
        _ => new[] { task.Prompt, task.PromptCode }.Distinct(),
    };

    // The one place that knows what makes a sentence a policy.
    private EvaluatedPolicy? FollowerOf(string sentence, IReadOnlyList<string> tasks, PolicyRequest request)
    {
        if (!request.Conditioned && package.Manifest.Behaviours.FirstOrDefault(known => known.Prompt == sentence) is { } behaviour)
        {
            return Policy(behaviour.Name, sentence, tasks, request.Latent);
        }

        if (package.Manifest.ConditionedPolicy is null)
        {
            return null;
        }

        using var embedder = model();
        var task = PromptTask.Of(package, embedder, sentence);
        return new EvaluatedPolicy(method, Domain, PackageEvaluation.Conditioned, sentence, id, tasks, () => new PackageAgent(package, task, latent: request.Latent));
    }

    private EvaluatedPolicy Policy(string behaviour, string prompt, IReadOnlyList<string> tasks, LatentChoice latent) =>
        new(method, Domain, behaviour, prompt, id, tasks, () => new PackageAgent(package, behaviour, latent: latent));

    private void RequireTasks(IReadOnlyList<string> tasks)
    {
        if (tasks.FirstOrDefault(task => !AllTasks.Contains(task)) is { } unknown)
        {
            throw new WrongUseException($"There is no task '{unknown}' for '{Domain}'. Known: {string.Join(", ", AllTasks)}.");
        }
    }

    private string Known() =>
        $"It has: {string.Join(", ", package.Manifest.Behaviours.Select(known => $"{known.Name} (\"{known.Prompt}\")"))}. 'genrl train behaviour' adds one.";
}
