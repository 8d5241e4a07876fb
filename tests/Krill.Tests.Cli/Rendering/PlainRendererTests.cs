using Krill.Cli.Rendering;
using Krill.Ensembles;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Tests.Cli.Rendering;

public class PlainRendererTests
{
    const string Expected = """
        fetching train-labels-idx1-ubyte.gz of mnist (0.0 MB)
        convnet on mnist: 1,199,882 parameters; 54,000 images to train on, 6,000 to choose by, 10,000 to test with
        batches of 500, 50 epochs at most, seed 7, 2 threads, float32, vector256 kernels
        run: runs/one
        epoch  1/50  loss 0.2500  accuracy 0.9266  validation loss 0.0625  validation accuracy 0.9800  4.5 s  13,500 images/s
        EarlyStopping: val_accuracy has not become better than 0.98: stopping.
        warning: Fit: the loss became NaN
        12 epochs in 1 min 23 s, 8,100 images/s; tested as after epoch 7, validation accuracy 0.9895
        test accuracy 0.9899

        """;

    [Fact]
    public void Show_MessagesOfOneOfSeveralTrainings_WritesTheWarningsWithItsNumber()
    {
        var output = new StringWriter { NewLine = "\n" };
        var renderer = new PlainRenderer(output);
        MessageRaised warning = new("Fit", "the loss became NaN", IsWarning: true), message = new("EarlyStopping", "stopping.", IsWarning: false);

        renderer.Show(new MemberRaised(2, warning));
        renderer.Show(new MemberRaised(2, message));
        renderer.Show(new TrialRaised(7, warning));
        renderer.Show(new TrialRaised(7, message));

        Assert.Equal("member 2: warning: Fit: the loss became NaN\ntrial 7: warning: Fit: the loss became NaN\n", output.ToString());
    }

    [Fact]
    public void Show_ASession_WritesALineAnEpoch()
    {
        var output = new StringWriter { NewLine = "\n" };
        var renderer = new PlainRenderer(output);

        int result = renderer.During(() =>
        {
            foreach (Training.TrainingEvent trainingEvent in Events.OfASession)
            {
                renderer.Show(trainingEvent);
            }

            return 3;
        });

        Assert.Equal(3, result);
        Assert.Equal(Expected, output.ToString());
        Assert.DoesNotContain(output.ToString(), character => char.IsControl(character) && character != '\n');
    }
}
