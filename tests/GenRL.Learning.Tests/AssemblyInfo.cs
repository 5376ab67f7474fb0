// torch draws from one global random generator; tests that seed it must not run beside each other
[assembly: CollectionBehavior(DisableTestParallelization = true)]
