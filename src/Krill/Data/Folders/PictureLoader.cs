using Krill.Images;

namespace Krill.Data;

/// <summary>Reads pictures on all cores and makes them images of one size; only these stay in memory.</summary>
/// <param name="folder">The size, the fit, and the channels if they are known.</param>
/// <param name="progress">Is told how many are read, on the thread that reads; at most ten times a second.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class PictureLoader(ImageFolder folder, Action<int>? progress, CancellationToken cancellation)
{
    static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    int _done;

    /// <summary>
    /// The pixels of each picture: one channel, or three where the picture has colour and one channel is not what the folder asks for. Null, and an error, in
    /// the place of each that cannot be read.
    /// </summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public (byte[]?[] Images, DataException?[] Errors) Read(IReadOnlyList<string> files)
    {
        byte[]?[] images = new byte[files.Count][];
        DataException?[] errors = new DataException?[files.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Task reading = Task.Run(
            () => Parallel.For(0, files.Count, options, i =>
            {
                try
                {
                    images[i] = PictureFit.Image(Picture.Read(files[i]), folder);
                }
                catch (DataException error)
                {
                    errors[i] = error;
                }

                Interlocked.Increment(ref _done);
            }),
            CancellationToken.None);
        while (!((IAsyncResult)reading).AsyncWaitHandle.WaitOne(s_interval))
        {
            progress?.Invoke(Volatile.Read(ref _done));
        }

        reading.GetAwaiter().GetResult();
        progress?.Invoke(_done);
        return (images, errors);
    }
}
