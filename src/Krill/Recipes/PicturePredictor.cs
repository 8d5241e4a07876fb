using Krill.Data;
using Krill.Images;

namespace Krill.Recipes;

/// <summary>A run made ready to know pictures again and again: a <see cref="Predictor"/> of its network, with what makes pictures its images.</summary>
/// <remarks>
/// Made by <see cref="RecipeRun.CreatePredictor"/>. Probabilities have the bits of <see cref="RecipeRun.Predict(IReadOnlyList{Picture}, int?)"/>. Any thread may call it; pictures are made images side by
/// side, and the network works for one call after the other. The weights of <see cref="RecipeRun.Model"/> must not change during a call.
/// </remarks>
public sealed class PicturePredictor : IDisposable
{
    readonly RecipeRun _run;
    readonly Predictor _predictor;

    internal PicturePredictor(RecipeRun run, int? threads)
    {
        _run = run;
        _predictor = run.Model.CreatePredictor(run.Folder.Description.BatchSize, threads, run.Recipe.TestTimeAugmentation);
    }

    /// <summary>The names of the classes, in the order of the network's outputs.</summary>
    public IReadOnlyList<string> ClassNames => _run.ClassNames;

    /// <summary>Computes the probability of each class for pictures of any size, each made an image as in the run's training.</summary>
    /// <param name="pictures">The pictures, at least one.</param>
    /// <param name="cancellationToken">Ends the work after the batch at hand. None by default.</param>
    /// <returns>A row a picture, a column for each of <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Predictions Predict(IReadOnlyList<Picture> pictures, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
        {
            throw new ArgumentException("PicturePredictor.Predict: received no picture; expected at least one.", nameof(pictures));
        }

        ImageFolder form = _run.Form;
        return Predict([.. pictures.Select(picture => PictureFit.Image(picture, form))], cancellationToken);
    }

    /// <summary>Ends the threads, once a call that is under way is done.</summary>
    public void Dispose() => _predictor.Dispose();

    /// <summary>The same for pictures that are images already, by <see cref="RecipeRun.Form"/>.</summary>
    internal Predictions Predict(IReadOnlyList<byte[]> images, CancellationToken cancellation)
    {
        ImageSet set = PictureFit.Set(images, _run.Form);
        return _predictor.Predict(RecipeData.Tested(_run.Recipe, set, _run.Folder.Description.Normalization), cancellation);
    }
}
