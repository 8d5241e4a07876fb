namespace Krill.Data;

/// <summary>A file that a dataset is fetched as, from its authors' servers or a mirror of them.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Urls">Where it is offered, in the order in which they are tried.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Md5">The MD5 checksum that its authors publish, 32 lower-case hexadecimal digits.</param>
public sealed record DatasetDownload(string Name, IReadOnlyList<Uri> Urls, long Size, string Md5)
{
    /// <summary>Whether it is a <c>.tar.gz</c> archive, which is unpacked and not kept.</summary>
    public bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
