using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Tests;

public sealed class EvaluationSubjectTests
{
    private static readonly ModelPackage Package = ModelPackage.Load(Path.Combine(RepositoryRoot.Find(), DefaultPaths.Package));

    [Fact]
    public void Every_task_of_the_robot_is_scored_under_its_own_sentence_and_a_vector_of_its_own()
    {
        using VideoLanguageModel model = VideoLanguageModel.Load(Path.Combine(RepositoryRoot.Find(), DefaultPaths.VideoLanguageModel));

        IReadOnlyList<EvaluationSubject> subjects = EvaluationSubject.EveryTask(Package, model);

        Assert.Equal(TaskCatalogue.OfDomain("walker").Select(task => (task.Task, task.Prompt)), subjects.Select(subject => (subject.Task, subject.Vector!.Label)));
        Assert.Equal(subjects.Count, subjects.Select(subject => string.Join(' ', subject.Vector!.Values.ToArray())).Distinct().Count());
        Assert.All(subjects, subject => Assert.Equal(Package.Manifest.EmbeddingSize, subject.Vector!.Values.Length));
    }
}
