// Kernel tests use all the threads that they need themselves.
[assembly: CollectionBehavior(DisableTestParallelization = false)]
