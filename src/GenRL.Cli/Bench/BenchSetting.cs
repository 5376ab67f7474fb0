using System.Runtime.InteropServices;
using GenRL.Cli.CommandLine;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Bench;

/// <summary>What a measurement was made of and on.</summary>
/// <param name="Robot">Robot of the package.</param>
/// <param name="Behaviour">Behaviour that was in charge.</param>
/// <param name="Encoder">SHA-256 of the package's encoder, which tells packages apart.</param>
/// <param name="Commit">Commit of the program; empty outside a clone.</param>
/// <param name="Runtime">Runtime and architecture.</param>
/// <param name="Cores">Logical cores.</param>
internal sealed record BenchSetting(string Robot, string Behaviour, string Encoder, string Commit, string Runtime, int Cores)
{
    /// <summary>The setting of a measurement made now.</summary>
    public static BenchSetting Of(ModelPackage package, string behaviour) => new(
        package.Manifest.Robot, behaviour, package.Manifest.Hashes[PackageFile.Encoder],
        Provenance.CurrentCommit(),
        $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}", Environment.ProcessorCount);
}
