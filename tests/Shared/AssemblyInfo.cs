// TorchSharp frees native objects under a native call when other threads allocate (docs/design.md, section 11): one test at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
