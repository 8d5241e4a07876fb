using System.Formats.Tar;
using System.IO.Compression;

namespace Krill.Data;

/// <summary>Unpacks the archive of a dataset: aside first, then by rename.</summary>
internal static class Archive
{
    /// <summary>Takes the files wanted out of a <c>.tar.gz</c>, wherever they lie in it, into one folder.</summary>
    /// <param name="archive">The archive, from its first byte.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="folder">Where the files appear, all at once if the folder does not exist yet.</param>
    /// <param name="files">The names of the files wanted; nothing else is written, whatever the archive holds.</param>
    /// <exception cref="DataException">The archive is damaged, or a file wanted is not in it.</exception>
    public static void Unpack(Stream archive, string name, string folder, IReadOnlyList<string> files)
    {
        string aside = $"{folder}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(aside);
            Extract(archive, name, aside, files);
            Publish(aside, folder, files);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    static void Extract(Stream archive, string name, string aside, IReadOnlyList<string> files)
    {
        var missing = new HashSet<string>(files, StringComparer.Ordinal);
        try
        {
            archive.Position = 0;
            using var unzipped = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new TarReader(unzipped);
            while (missing.Count > 0 && reader.GetNextEntry() is { } entry)
            {
                // Only the last part of the path counts, so that no entry can reach outside the folder.
                string file = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && missing.Remove(file))
                {
                    entry.ExtractToFile(Path.Combine(aside, file), overwrite: false);
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DataException(name, $"a damaged archive ({error.Message.TrimEnd('.')})", "a whole .tar.gz", DataFile.Refetch, error);
        }

        if (missing.Count > 0)
        {
            throw new DataException(name, $"an archive without {string.Join(", ", missing)}", $"one with {string.Join(", ", files)}", DataFile.Refetch);
        }
    }

    static void Publish(string aside, string folder, IReadOnlyList<string> files)
    {
        if (!Directory.Exists(folder))
        {
            try
            {
                Directory.Move(aside, folder);
                return;
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Somebody made the folder in between: fill it as if it had been there.
            }
        }

        foreach (string file in files)
        {
            File.Move(Path.Combine(aside, file), Path.Combine(folder, file), overwrite: true);
        }
    }
}
