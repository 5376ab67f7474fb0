using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>Opens every network of a package once.</summary>
public static class PackageCheck
{
    /// <summary>Checks that all networks, all behaviours and the conditioned policy, if there is one, open and have the shapes the manifest promises.</summary>
    /// <exception cref="PackageException">One does not; the message names the file.</exception>
    public static void OpenAll(ModelPackage package, InferenceOptions? options = null)
    {
        options ??= new InferenceOptions();
        foreach (string file in PackageFile.Required)
        {
            Network.Open(package, file, options).Dispose();
        }

        foreach (BehaviourDescription behaviour in package.Manifest.Behaviours)
        {
            PolicySession.Open(package, behaviour.Name, options).Dispose();
        }

        if (package.Manifest.ConditionedPolicy is not null)
        {
            PolicySession.OpenConditioned(package, options).Dispose();
        }
    }
}
