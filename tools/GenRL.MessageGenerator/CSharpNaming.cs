namespace GenRL.MessageGenerator;

/// <summary>The names rcldotnet gives to the members of its messages.</summary>
public static class CSharpNaming
{
    /// <summary>
    /// <c>frame_id</c> becomes <c>FrameId</c>: the first letter of every word is raised and the rest lowered; a property
    /// called like its class gets a trailing underscore.
    /// </summary>
    public static string Property(string className, string fieldName)
    {
        string name = string.Concat(fieldName.Split('_').Where(word => word.Length > 0)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
        return name == className ? name + "_" : name;
    }
}
