// The count of live tensors belongs to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
