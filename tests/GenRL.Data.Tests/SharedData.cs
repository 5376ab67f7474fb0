namespace GenRL.Data.Tests;

/// <summary>Finds the optional folder of published data beside the repository.</summary>
internal static class SharedData
{
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }
        return null;
    }
}
