using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tuning;

namespace Krill.Recipes;

/// <summary>A network with everything that its training needs: data, split, optimizer, loss, callbacks, batch size, epochs.</summary>
/// <remarks>
/// A recipe holds no state: each training makes its own network, optimizer and callbacks from it.
/// To write one: derive from this and state every member; <see cref="RecipeSession"/> trains it.
/// </remarks>
public abstract class Recipe
{
    /// <summary>The recipes that Krill brings, the quick start first.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new QuickStart(),
        new Tiny158(), new Tiny158 { IsOriginal = true },
        new ConvNet(), new ConvNet { IsAugmented = true },
        new Jellyfish(),
        new MinMax(), new MinMax { Scaling = MinMaxScaling.PerImage }, new MinMax { Scaling = MinMaxScaling.BatchNormalization },
        new RelaxedQuantization(), new RelaxedQuantization { Gradient = RoundGradient.StraightThrough },
        new ResNet9(), .. Enum.GetValues<ResNet9Experiment>().Skip(1).Select(experiment => new ResNet9 { Experiment = experiment }),
        new Sprint94(),
        new Generalist(),
    ];

    /// <summary>The name at the command line, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>One line on what it is.</summary>
    public abstract string Description { get; }

    /// <summary>Where the network and its settings come from.</summary>
    public abstract string Source { get; }

    /// <summary>The name of the dataset that it trains on unless told otherwise; see <see cref="Datasets.All"/>.</summary>
    public abstract string DefaultDataset { get; }

    /// <summary>Images a step.</summary>
    public abstract int BatchSize { get; }

    /// <summary>The most passes over the training images; callbacks may end training before.</summary>
    public abstract int Epochs { get; }

    /// <summary>The factor from bytes to what the network sees: 1/255 for 0 to 1, 1 for 0 to 255.</summary>
    public abstract float Rescale { get; }

    /// <summary>What is done to each channel after rescaling; by default nothing.</summary>
    public virtual ChannelNormalization? Normalization => null;

    /// <summary>What is done to each image by its own mean and deviation, before <see cref="Normalization"/>; by default nothing.</summary>
    public virtual SampleNormalization? SampleNormalization => null;

    /// <summary>Random changes of the training images, in this order; by default none.</summary>
    public virtual IReadOnlyList<Augmentation> Augmentation => [];

    /// <summary>Whether the images that fill no whole batch at the end of an epoch are left out of it; by default they are not.</summary>
    public virtual bool DropRemainder => false;

    /// <summary>Views of each image that are averaged when the network is tested; by default only the image itself.</summary>
    public virtual TestTimeAugmentation? TestTimeAugmentation => null;

    /// <summary>What can be tuned, and in which ranges; by default nothing.</summary>
    public virtual SearchSpace? SearchSpace => null;

    /// <summary>Which training images are kept apart to choose by.</summary>
    public abstract ValidationSplit Validation { get; }

    /// <summary>What training makes small.</summary>
    public abstract Loss Loss { get; }

    /// <summary>The values of the search space that were chosen by <see cref="With"/>; null for the recipe's own.</summary>
    internal TrialValues? Values { get; private set; }

    /// <summary>The recipe of a name, whatever its case and with or without hyphens and underscores.</summary>
    /// <param name="name">The name, for instance <c>convnet</c>.</param>
    /// <exception cref="ArgumentException">There is no recipe of that name; the message has all names, and the near one.</exception>
    public static Recipe Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = NearNames.Plain(name);
        return All.FirstOrDefault(recipe => NearNames.Plain(recipe.Name) == plain) ?? throw Unknown(name);
    }

    /// <summary>Declares the network.</summary>
    /// <param name="image">The input: (height, width, channels).</param>
    /// <param name="classes">How many classes there are.</param>
    /// <returns>A probability for each class.</returns>
    public abstract Symbol Network(Symbol image, int classes);

    /// <summary>A new optimizer with the recipe's settings.</summary>
    public abstract Optimizer CreateOptimizer();

    /// <summary>New callbacks with the recipe's settings, in the order in which they are called.</summary>
    public abstract IEnumerable<Callback> CreateCallbacks();

    /// <summary>
    /// What is done to each channel of all images, found from those that it trains on; by default <see cref="Normalization"/>. A run keeps it, so that its network is
    /// tested on what it learned.
    /// </summary>
    /// <param name="train">The training images, validation images split off, as the network sees them but for this.</param>
    /// <returns>For instance <see cref="ChannelNormalization.Fit"/> of them (Keras's <c>featurewise_center</c>); null for nothing.</returns>
    public virtual ChannelNormalization? FitNormalization(ImageSet train) => Normalization;

    /// <summary>Makes the training set larger ahead of training, when validation images are split off; by default it stays as it is.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="seed">The key of the training's random numbers.</param>
    /// <returns>For instance <see cref="ImageSet.WithMixtures"/> of them: the images themselves first, and behind them what is added.</returns>
    public virtual ImageSet Enlarge(ImageSet train, ulong seed) => train;

    /// <summary>The same recipe with other values of its search space.</summary>
    /// <param name="values">A value for each hyperparameter that exists.</param>
    /// <exception cref="NotSupportedException">The recipe has no search space.</exception>
    public Recipe With(TrialValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Recipe recipe = WithValues(values);
        recipe.Values = values;
        return recipe;
    }

    /// <summary>Makes the recipe with other values of its search space: a new one, as a recipe holds no state. A recipe with a space overrides it.</summary>
    /// <param name="values">A value for each hyperparameter that exists.</param>
    /// <exception cref="NotSupportedException">The recipe has no search space.</exception>
    protected virtual Recipe WithValues(TrialValues values) => throw new NotSupportedException(
        $"Recipe {Name}: received values of hyperparameters; expected none, as it has no search space. Override SearchSpace and WithValues.");

    /// <summary>Sets the parameters that start from the data, once the model is made and before it is trained; by default none do.</summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The images that it will be trained on, as it will see them.</param>
    public virtual void Adapt(Model model, ImageSet train)
    {
    }

    /// <summary>A new model of the network for images of a shape.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="seed">The key of the initial weights; 0 by default.</param>
    /// <exception cref="ShapeException">The network does not fit such images.</exception>
    public Model CreateModel(ImageShape image, int classes, ulong seed = 0)
    {
        Symbol input = Symbol.Input(image.Height, image.Width, image.Channels);
        return new Model(input, Network(input, classes), seed) { Name = Name };
    }

    static ArgumentException Unknown(string name)
    {
        IReadOnlyList<string> near = NearNames.Of(name, All.Select(recipe => recipe.Name));
        string cure = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
        return new ArgumentException($"Recipe: received the name \"{name}\"; expected one of {string.Join(", ", All.Select(recipe => recipe.Name))}.{cure}");
    }
}
