using GenRL.Cli.Evaluation;
using GenRL.Cli.Pipelines;
using GenRL.Robots;

namespace GenRL.Cli.Tests;

public sealed class ScoreTableTests
{
    [Fact]
    public void Errors_are_over_packages_where_there_are_several_else_over_seeds_else_over_episodes()
    {
        BehaviourScore[] packages =
        [
            Scores.Row("stand", 900, package: "a", seed: 1), Scores.Row("stand", 920, package: "a", seed: 2),
            Scores.Row("stand", 950, package: "b", seed: 1), Scores.Row("stand", 970, package: "b", seed: 2),
        ];
        var overPackages = Assert.Single(ScoreSummary.Of(packages));
        Assert.Equal(935, overPackages.ReturnMean, 1e-9);
        Assert.Equal(25, overPackages.ReturnSe, 1e-9);
        Assert.Equal((80, 4, null, null), (overPackages.Episodes, overPackages.Runs, overPackages.Package, overPackages.Seed));
        Assert.Equal(10, Assert.Single(ScoreSummary.Of(packages[..2])).ReturnSe, 1e-9);
        Assert.Same(packages[0], Assert.Single(ScoreSummary.Of(packages[..1])));
    }

    [Fact]
    public void Means_are_over_all_tasks_of_a_kind_or_say_how_many_there_were()
    {
        var table = Assert.Single(ScoreTable.Of([.. TaskCatalogue.OfDomain("walker").Select(task => Scores.Row(task.Task, task.ExpertScore)), Scores.Row("walk", 45, "other")], []));
        Assert.Equal(["genrl", "other"], table.Columns.Select(column => column.Name));
        Assert.Equal([3, 6, 9], table.Means.Select(mean => table.Columns[0].MeanOf(mean.Tasks, mean.All)!.Tasks));
        Assert.All(table.Means, mean => Assert.Equal(1, table.Columns[0].MeanOf(mean.Tasks, mean.All)!.Mean, 1e-9));
        var partly = table.Columns[1].MeanOf(table.Means[0].Tasks, false)!;
        Assert.Equal((0, 1, 3, false), (partly.Mean, partly.Tasks, partly.Of, partly.IsComplete));
        Assert.Null(table.Columns[1].MeanOf(table.Means[1].Tasks, false));
        Assert.Contains("0.00 ± 0.01 (1 of 3)", ScoreMarkdown.Write([table]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_papers_columns_stand_beside_ours_with_their_domain_mean()
    {
        var table = Assert.Single(ScoreTable.Of([Scores.Row("stand", 961)], PublishedScores.Methods));
        Assert.Equal(10, table.Columns.Count);
        var paper = table.Columns.Single(column => column.Name == "GenRL (paper)");
        Assert.Equal(1.02, paper.Cells["stand"].Mean);
        Assert.Equal(0.75, paper.MeanOf(table.AllTasks, all: true)!.Mean);
        Assert.Null(table.Columns.Single(column => column.Name == "IQL-I (paper)").MeanOf(table.AllTasks, all: true));
        Assert.Equal((1.02 + .77 + 1.01) / 3, paper.MeanOf(table.Means[0].Tasks, all: false)!.Mean, 1e-9);
        Assert.Contains("| stand | 0.99 ± 0.01 | 0.67 ± 0.03 |", ScoreMarkdown.Write([table]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_behaviour_counts_in_its_own_task_only_and_a_sentence_in_the_task_it_asks_for()
    {
        BehaviourScore[] rows = [Scores.Row("walk", 700), Scores.Row("run", 300, behaviour: "walk"), Scores.Row("stand", 800, behaviour: "any", prompt: "standing up straight"), Scores.Row("flipping", 15, "random", behaviour: "random")];
        var table = Assert.Single(ScoreTable.Of(rows, []));
        Assert.Equal(["stand", "walk"], table.Columns[0].Cells.Keys.Order());
        Assert.Equal(["flipping"], table.Columns[1].Cells.Keys);
        Assert.Empty(ScoreTable.Of([rows[1]], []));
    }

    [Fact]
    public void Sentences_of_the_code_get_a_column_of_their_own_where_they_differ()
    {
        BehaviourScore[] rows =
        [
            Scores.Row("lunge_pose", 300, prompt: "lunge pose"), Scores.Row("lunge_pose", 200, prompt: "lunge_pose", behaviour: "other"), Scores.Row("walk", 700, prompt: "walk fast clean"),
        ];
        var table = Assert.Single(ScoreTable.Of(rows, []));
        Assert.Equal(["genrl", "genrl, code's sentences"], table.Columns.Select(column => column.Name));
        Assert.Equal([300, 200], table.Columns.Select(column => column.Cells["lunge_pose"].Row!.ReturnMean));
        Assert.Equal([700, 700], table.Columns.Select(column => column.Cells["walk"].Row!.ReturnMean));
    }

    [Fact]
    public void Rewards_of_a_method_are_columns_and_names_cannot_break_the_table()
    {
        var table = Assert.Single(ScoreTable.Of([Scores.Row("walk", 700, "td|3", reward: "video"), Scores.Row("walk", 600, "td|3", reward: "image")], []));
        Assert.Equal(["td|3 (video)", "td|3 (image)"], table.Columns.Select(column => column.Name));
        Assert.Contains("td/3 (video)", ScoreMarkdown.Write([table]), StringComparison.Ordinal);
    }
}
