using Occam.Testing;
using PublicApiGenerator;

namespace Occam.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_api_is_the_approved_one() =>
        Snapshot.Match(typeof(Occam.Models.Pruners.Pruner).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }), "PublicApi");
}
