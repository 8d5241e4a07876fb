namespace Krill.Data;

/// <summary>Fetches what a dataset lacks into the cache.</summary>
internal static class DatasetDownloads
{
    /// <summary>Fetches the missing files of a dataset.</summary>
    /// <returns>The folder in the cache that now holds all of them.</returns>
    /// <exception cref="DataException">It may not or cannot be fetched, or the cache cannot be written to.</exception>
    public static string Fetch(DatasetInfo info, DatasetOptions options, DownloadPolicy policy)
    {
        string folder = DatasetFolder.InCache(info, options);
        if (!options.AllowDownload)
        {
            throw Unavailable(info, options, ["downloads are switched off"]);
        }

        try
        {
            Directory.CreateDirectory(options.CacheDirectory);
            using var downloader = new Downloader(policy);
            foreach (DatasetDownload download in info.Downloads)
            {
                if (IsThere(info, folder, download))
                {
                    continue;
                }

                string part = download.IsArchive ? Path.Combine(options.CacheDirectory, download.Name) : Path.Combine(folder, download.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(part)!);
                IReadOnlyList<string> failures = downloader.FetchAsync(
                    download,
                    part + ".part",
                    isThere: () => IsThere(info, folder, download),
                    install: stream => Install(info, folder, download, stream, part),
                    bytes => options.Progress?.Report(new DownloadProgress(info.Name, download.Name, bytes, download.Size)),
                    options.CancellationToken).GetAwaiter().GetResult();
                if (failures.Count > 0)
                {
                    throw Unavailable(info, options, failures);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            long size = info.Downloads.Sum(download => download.Size);
            throw new DataException(
                folder,
                $"an error of the system ({error.Message.TrimEnd('.')})",
                $"a folder that can be written to, with room for {size} bytes and as much again to unpack them",
                $"Check its permissions and the disk, or set {Datasets.DirectoryVariable} to another directory.",
                error);
        }

        return folder;
    }

    static bool IsThere(DatasetInfo info, string folder, DatasetDownload download)
    {
        IReadOnlyList<string> missing = DatasetFolder.Missing(info, folder);
        return download.IsArchive ? missing.Count == 0 : !missing.Contains(download.Name);
    }

    static void Install(DatasetInfo info, string folder, DatasetDownload download, FileStream stream, string target)
    {
        if (download.IsArchive)
        {
            Archive.Unpack(stream, download.Name, folder, info.Files);
            File.Delete(stream.Name);
        }
        else
        {
            File.Move(stream.Name, target, overwrite: true);
        }
    }

    static DataException Unavailable(DatasetInfo info, DatasetOptions options, IReadOnlyList<string> failures)
    {
        string folder = Path.GetFullPath(DatasetFolder.InCache(info, options));
        IEnumerable<string> looked = new[] { options.Directory, options.Directory is { } given ? Path.Combine(given, info.Folder) : null, folder }
            .OfType<string>()
            .Select(Path.GetFullPath);
        return new DataException(
            $"Dataset {info.Name}",
            $"no files in {string.Join(" or ", looked)}, and none from the network ({string.Join("; ", failures)})",
            $"{string.Join(", ", info.Files)} there, or a server to fetch them from",
            $"Put these files into {folder}, or name a directory that has them with --data or {Datasets.DirectoryVariable}; "
            + $"or use the built-in dataset {Datasets.BuiltIn}, which needs no files.");
    }
}
