using System.Globalization;
using GenRL.Cli.Supervision;

namespace GenRL.Cli.Tests;

public sealed class DomainLeaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genrl-leases-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_domain_has_one_holder_and_the_refusal_names_it_and_a_free_domain()
    {
        using DomainLease first = DomainLease.Take(0, _folder.FullName);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => DomainLease.Take(0, _folder.FullName));
        Assert.Contains($"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("domain 1 is free", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Separate_domains_do_not_meet()
    {
        using DomainLease first = DomainLease.Take(4, _folder.FullName);
        using DomainLease second = DomainLease.Take(5, _folder.FullName);
        Assert.NotEqual(DomainLease.PromptAddress(first.Domain), DomainLease.PromptAddress(second.Domain));
    }

    [Fact]
    public void A_lease_given_back_can_be_taken_again()
    {
        DomainLease.Take(3, _folder.FullName).Dispose();
        using DomainLease again = DomainLease.Take(3, _folder.FullName);
        Assert.Equal(3, again.Domain);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(102)]
    public void Domains_that_ROS_cannot_use_are_refused(int domain) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DomainLease.Take(domain, _folder.FullName));
}
