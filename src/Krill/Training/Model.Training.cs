using System.Diagnostics;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Training;

namespace Krill;

public sealed partial class Model
{
    Loss? _loss;
    Optimizer? _optimizer;
    OptimizerState? _optimizerState;

    /// <summary>The precision of the products of convolutions and dense layers, in training and in use; float32 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public Precision Precision { get; set => field = Require.Defined(value, "Model.Precision"); }

    /// <summary>What training makes small; null before <see cref="Compile"/>.</summary>
    internal Loss? Loss => _loss;

    /// <summary>Epochs that were begun since <see cref="Compile"/>, by all trainings.</summary>
    internal int EpochsTrained { get; set; }

    /// <summary>How executors are made; tests put their own here.</summary>
    internal Func<Loss?, Optimizer?, int, ulong, IExecutor>? Executors { get; set; }

    /// <summary>Says how the model is to be trained. Training starts anew: the optimizer's state is that of its first step.</summary>
    /// <param name="optimizer">How parameters follow their gradients. It trains the model that was compiled with it last, and no other.</param>
    /// <param name="loss">What is made small.</param>
    /// <exception cref="ArgumentException">The optimizer cannot train one of the parameters, as <see cref="Muon"/> a bias.</exception>
    public void Compile(Optimizer optimizer, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        _optimizer = optimizer;
        _loss = loss;
        _optimizerState = new OptimizerState(optimizer, Parameters);
        EpochsTrained = 0;
        optimizer.Trains = this;
        optimizer.Iterations = 0;
        optimizer.CompiledLearningRate = optimizer.LearningRate;
    }

    /// <summary>Trains the model: every epoch goes through all images once, batch by batch, and then through the validation images.</summary>
    /// <remarks>
    /// The same seed, images and kernel set give the same bits on any number of threads. A further call goes on from the parameters and the
    /// optimizer's state as they are, with orders and random numbers of epochs that follow. Source: Keras's <c>fit</c>.
    /// </remarks>
    /// <param name="train">The images to learn from: of the model's input shape, with as many classes as the model has outputs.</param>
    /// <param name="options">How long, in which batches, and who listens; by default one epoch in batches of 32.</param>
    /// <returns>The figures of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, or another model was compiled with its optimizer since.</exception>
    /// <exception cref="ArgumentException">Images or classes do not fit the model, whole batches are larger than the set, an augmentation does not fit the
    /// images, a callback needs validation images that are not there, or a step needs more memory than can be had in one piece (8.6 GB).</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the model keeps what it has learned.</exception>
    public History Fit(ImageSet train, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        (Optimizer optimizer, Loss loss) = Compiled("Fit");
        if (optimizer.Trains != this)
        {
            throw new InvalidOperationException(
                $"Model.Fit: received the optimizer {optimizer.GetType().Name}, with which another model was compiled since; expected one that trains this model alone, as it "
                + "counts the steps. Give each model an optimizer of its own, or Compile this one again, which starts its optimizer anew.");
        }

        CheckSet("Model.Fit, training images", train, withClasses: true);
        if (options.Validation is { } validation)
        {
            CheckSet("Model.Fit, validation images", validation, withClasses: true);
        }

        if (options.DropRemainder && options.BatchSize > train.Count)
        {
            throw new ArgumentException(
                $"Model.Fit: received whole batches of {options.BatchSize} and {train.Count} training images; expected a batch size of 1 to {train.Count}. "
                + "Leave FitOptions.DropRemainder out, or give a smaller FitOptions.BatchSize or more images.", nameof(options));
        }

        if (options.InitialEpoch >= options.Epochs)
        {
            throw new ArgumentException(
                $"Model.Fit: received {options.InitialEpoch} epochs done of {options.Epochs}; expected fewer. Epochs is the number of the last epoch, "
                + "those that are done included: give a greater FitOptions.Epochs.", nameof(options));
        }

        using IExecutor executor = MakeExecutor(loss, optimizer, options.Threads, options.Seed);
        using var session = new TrainingSession(this, optimizer, train, options, executor);
        return session.Run();
    }

    /// <summary>Finds loss and accuracy on a set of images; the model stays as it is.</summary>
    /// <param name="set">The images: of the model's input shape, with as many classes as the model has outputs.</param>
    /// <param name="batchSize">
    /// Images at a time, at least 1; by default 32, as in Keras. It matters to layers that look at a whole batch, and to the last bits of the loss.
    /// </param>
    /// <param name="threads">Threads that work on a batch, at least 1; by default as many as there are processors. Results do not depend on it.</param>
    /// <param name="augmentation">Views of each image that are averaged; by default only the image itself. The loss is then without regularization.</param>
    /// <param name="cancellationToken">Ends the work after the batch at hand. None by default.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">Images or classes do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Evaluation Evaluate(
        ImageSet set, int batchSize = 32, int? threads = null, TestTimeAugmentation? augmentation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        Loss loss = Compiled("Evaluate").Loss;
        CheckSet("Model.Evaluate", set, withClasses: true);
        Require.AtLeast(batchSize, 1, "Model.Evaluate, batchSize");
        if (augmentation is not null)
        {
            long start = Stopwatch.GetTimestamp();
            Predictions predictions = Predict(set, batchSize, threads, augmentation, cancellationToken);
            return Evaluate(set, predictions) with { Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds };
        }

        using IExecutor executor = MakeExecutor(loss, null, ThreadsOf("Evaluate", threads), 0);
        using var pass = new EvaluationPass(executor, set, batchSize, TimeProvider.System);
        Evaluation evaluation = pass.Run(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return evaluation;
    }

    /// <summary>Finds loss and accuracy of outputs that are there already; a regularization is no part of the loss, and the time is none.</summary>
    internal Evaluation Evaluate(ImageSet set, Predictions predictions)
    {
        Loss loss = Compiled("Evaluate").Loss;
        double sum = 0;
        int correct = 0;
        for (int image = 0; image < set.Count; image++)
        {
            sum += loss.Of(predictions.Row(image), set.Label(image));
            correct += predictions.IsCorrect(image, set.Label(image)) ? 1 : 0;
        }

        return new Evaluation(sum / set.Count, (double)correct / set.Count, set.Count, Seconds: 0);
    }

    /// <summary>Computes the outputs for a set of images; the model need not be compiled, and stays as it is.</summary>
    /// <remarks>Each call makes its threads and plans: for many calls <see cref="CreatePredictor(int, int?, TestTimeAugmentation?)"/> makes them once.</remarks>
    /// <param name="set">The images: of the model's input shape, with or without labels.</param>
    /// <param name="batchSize">Images at a time, at least 1; by default 32. It matters only to layers that look at a whole batch.</param>
    /// <param name="threads">Threads that work on a batch, at least 1; by default as many as there are processors. Results do not depend on it.</param>
    /// <param name="augmentation">Views of each image that are averaged; by default only the image itself.</param>
    /// <param name="cancellationToken">Ends the work after the batch at hand. None by default.</param>
    /// <returns>The outputs, a row an image, in the order of the set.</returns>
    /// <exception cref="ArgumentException">The images do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Predictions Predict(
        ImageSet set, int batchSize = 32, int? threads = null, TestTimeAugmentation? augmentation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        CheckSet("Model.Predict", set, withClasses: false);
        using Predictor predictor = CreatePredictor("Predict", batchSize, threads, augmentation);
        return predictor.Predict(set, cancellationToken);
    }

    /// <summary>Makes the model ready to predict again and again, for instance image by image as they come; it need not be compiled, and stays as it is.</summary>
    /// <param name="batchSize">The most images at a time, at least 1; by default 32. It matters only to layers that look at a whole batch.</param>
    /// <param name="threads">Threads that work on a batch, at least 1; by default as many as there are processors. Results do not depend on it.</param>
    /// <param name="augmentation">Views of each image that are averaged; by default only the image itself.</param>
    /// <returns>What predicts, to be disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the threads are less than 1.</exception>
    public Predictor CreatePredictor(int batchSize = 32, int? threads = null, TestTimeAugmentation? augmentation = null) =>
        CreatePredictor("CreatePredictor", batchSize, threads, augmentation);

    Predictor CreatePredictor(string method, int batchSize, int? threads, TestTimeAugmentation? augmentation) =>
        new(this, Require.AtLeast(batchSize, 1, $"Model.{method}, batchSize"), ThreadsOf(method, threads), augmentation);

    /// <summary>The state of an optimizer that trains this model: the one that <see cref="Compile"/> made, which lives on from training to training.</summary>
    internal OptimizerState StateOf(Optimizer optimizer) =>
        optimizer == _optimizer ? _optimizerState! : new OptimizerState(optimizer, Parameters);

    /// <summary>What runs the model's plans.</summary>
    internal IExecutor MakeExecutor(Loss? loss, Optimizer? optimizer, int threads, ulong seed) =>
        Executors is null ? new Executor(this, loss, optimizer, threads, seed) : Executors(loss, optimizer, threads, seed);

    (Optimizer Optimizer, Loss Loss) Compiled(string method) => _optimizer is not null && _loss is not null
        ? (_optimizer, _loss)
        : throw new InvalidOperationException(
            $"Model.{method}: the model has no optimizer and no loss; expected both. Call model.Compile(new Adam(), Loss.CategoricalCrossentropy) first.");

    static int ThreadsOf(string method, int? threads) => Require.AtLeast(threads ?? Environment.ProcessorCount, 1, $"Model.{method}, threads");

    /// <summary>Makes sure that images fit.</summary>
    internal void CheckSet(string where, ImageSet set, bool withClasses)
    {
        Shape input = Input.Shape!;
        bool fits = input.Rank == 3
            ? input == new Shape(set.Height, set.Width, set.Channels)
            : input.Elements == set.Shape.Length;
        if (!fits)
        {
            throw new ArgumentException(
                $"{where}: received images of {set.Shape}; expected {input}, the input of the model. Give images of that size, or declare the model "
                + $"with Symbol.Input({set.Height}, {set.Width}, {set.Channels}).", nameof(set));
        }

        if (withClasses && !set.HasLabels)
        {
            throw new ArgumentException(
                $"{where}: received {set.Count} images without labels; expected the class of each. Give labels: ImageSet.FromBytes(pixels, labels, shape). "
                + "Images without labels are for Predict.", nameof(set));
        }

        Shape output = Output.Shape!;
        if (withClasses && !(output.Rank == 1 && output[0] == set.Classes))
        {
            throw new ArgumentException(
                $"{where}: received {set.Classes} classes; expected {output}, the output of the model. End the model in one number a class: "
                + $"({set.Classes}).", nameof(set));
        }
    }
}
