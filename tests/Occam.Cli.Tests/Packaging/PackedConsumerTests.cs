using System.Runtime.InteropServices;
using Occam.Testing;

namespace Occam.Cli.Tests.Packaging;

/// <summary>An application that knows Occam only as packages. Needs the SDK, but no network.</summary>
public sealed class PackedConsumerTests : IDisposable
{
    private const string LibTorchVersion = "2.10.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("occam-consumer-").FullName;
    private readonly string _version = $"0.1.0-test{Guid.NewGuid():N}";

    [Fact]
    public async Task Consumer_of_packed_Occam_convolves()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await Pack(cancelled);
        WriteConsumer();

        var build = await Sdk.Run(_folder, ["build", "Consumer.csproj", "-c", "Release", "-nodeReuse:false"], cancelled);
        Assert.True(build.ExitCode == 0, build.Output);
        var run = await Sdk.Run(_folder, ["bin/Release/net10.0/Consumer.dll"], cancelled);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("2.10.0 passed 9", run.Output.Trim());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Packs into a feed of its own with outputs of its own, so that neither the checkout's build nor the user's packages change.
    private async Task Pack(CancellationToken cancelled)
    {
        string[] arguments =
        [
            "build", SharedFiles.InRepository("src", "Occam", "Occam.csproj"), "-c", "Release", "-nodeReuse:false",
            "-p:GeneratePackageOnBuild=true", $"-p:Version={_version}", $"-p:PackageOutputPath={Path.Combine(_folder, "feed")}",
            $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}", "-p:RunAnalyzers=false",
        ];
        var pack = await Sdk.Run(SharedFiles.Root, arguments, cancelled);
        Assert.True(pack.ExitCode == 0, pack.Output);
        Assert.Equal(
            [$"Occam.{_version}.nupkg", $"Occam.Graphs.{_version}.nupkg", $"Occam.Onnx.{_version}.nupkg"],
            Directory.GetFiles(Path.Combine(_folder, "feed")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private void WriteConsumer()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(_folder, "NuGet.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><clear /><add key="user" value="{packages}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="feed" /><add key="user" value="{packages}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(_folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                <NuGetAudit>false</NuGetAudit>
                <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="Program.cs" />
                <PackageReference Include="Occam" Version="[{_version}]" />
                <PackageReference Include="libtorch-cpu-{RuntimeInformation.RuntimeIdentifier}" Version="[{LibTorchVersion}]" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), """
            using Occam.Graphs.Native;
            using TorchSharp;

            var status = LibTorch.EnsureReady();
            var sum = torch.nn.functional.conv2d(torch.ones(2, 1, 3, 3), torch.ones(1, 1, 3, 3))[0].item<float>();
            Console.WriteLine($"{status.Version} {(status.SelfTest.Passed ? "passed" : "failed")} {sum}");
            """);
    }
}
