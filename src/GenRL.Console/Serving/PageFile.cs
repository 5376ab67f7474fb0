using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace GenRL.OperatorConsole.Serving;

/// <summary>A file of the page, as it is and compressed.</summary>
internal sealed class PageFile
{
    private readonly byte[] _content;
    private readonly Lazy<byte[]> _compressed;

    /// <param name="content">Its bytes.</param>
    /// <param name="type">Its media type.</param>
    public PageFile(byte[] content, string type)
    {
        (_content, Type) = (content, type);
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        _compressed = new Lazy<byte[]>(Compress);
    }

    /// <summary>Its media type.</summary>
    public string Type { get; }

    /// <summary>Changes with its content (HTTP's entity tag).</summary>
    public string Tag { get; }

    /// <summary>Its bytes, compressed with gzip where the reader takes that.</summary>
    public ReadOnlyMemory<byte> Content(bool compressed) => compressed ? _compressed.Value : _content;

    /// <summary>A file that is part of this build.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static PageFile Embedded(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The page's {name} is not part of this build.");
        using MemoryStream content = new();
        stream.CopyTo(content);
        string type = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            string other => throw new InvalidOperationException($"The page has no media type for {other}."),
        };
        return new PageFile(content.ToArray(), type);
    }

    private byte[] Compress()
    {
        using MemoryStream compressed = new();
        using (GZipStream zip = new(compressed, CompressionLevel.Optimal))
        {
            zip.Write(_content);
        }

        return compressed.ToArray();
    }
}
