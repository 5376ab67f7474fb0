namespace GenRL.Robots.Packages;

/// <summary>Keeps every file a manifest names inside the package's folder.</summary>
internal static class PackagePath
{
    private const string Remedy = "Do not use this package unless you know who made it; a package made by this program never contains such a path.";

    /// <summary>Refuses absolute paths, empty, '.' and '..' parts, backslashes and control characters.</summary>
    /// <exception cref="PackageException">The path could lead out of the folder, or names the manifest itself.</exception>
    public static void Check(string file, string manifestPath)
    {
        bool sound = file.Length is > 0 and <= 512
            && file != PackageFile.Manifest
            && file.All(c => c is > ' ' and < (char)127 && c is not ('\\' or ':'))
            && file.Split('/').All(part => part is not ("" or "." or ".."));
        if (!sound)
        {
            throw new PackageException(manifestPath, $"'{(file.Length > 80 ? file[..80] + "..." : file)}' is not a path inside the package", Remedy);
        }
    }

    /// <summary>The file's full path, after making sure that no part of it below the folder is a link.</summary>
    /// <exception cref="PackageException">A part is a symbolic link, or the file is missing.</exception>
    public static string Resolve(string folder, string file)
    {
        string path = folder;
        foreach (string part in file.Split('/'))
        {
            path = Path.Combine(path, part);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not null)
            {
                throw new PackageException(path, "is a symbolic link", Remedy);
            }
        }

        if (!File.Exists(path))
        {
            throw new PackageException(path, "is missing though the manifest names it", "Copy the package again, whole.");
        }

        return path;
    }
}
