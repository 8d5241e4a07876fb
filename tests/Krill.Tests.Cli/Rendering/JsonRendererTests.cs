using Krill.Cli.Rendering;
using Krill.Training;

namespace Krill.Tests.Cli.Rendering;

public class JsonRendererTests
{
    const string Expected = """
        {"event":"download","dataset":"mnist","file":"train-labels-idx1-ubyte.gz","bytes":28881}
        {"event":"start","recipe":"convnet","dataset":"mnist","parameters":1199882,"total_parameters":1199882,"epochs":50,"batch_size":500,"learning_rate":0.001,"seed":7,"threads":2,"precision":"float32","kernels":"vector256","training_images":54000,"validation_images":6000,"test_images":10000,"augmentation":[],"run":"runs/one"}
        {"event":"epoch","epoch":1,"loss":0.25,"accuracy":0.9266,"validation_loss":0.0625,"validation_accuracy":0.98,"learning_rate":0.001,"seconds":4,"validation_seconds":0.5,"images_per_second":13500}
        {"event":"message","source":"EarlyStopping","text":"val_accuracy has not become better than 0.98: stopping.","warning":false}
        {"event":"message","source":"Fit","text":"the loss became NaN","warning":true}
        {"event":"result","recipe":"convnet","dataset":"mnist","parameters":1199882,"total_parameters":1199882,"epochs":12,"best_epoch":7,"batch_size":500,"seed":7,"threads":2,"precision":"float32","kernels":"vector256","seconds":83.25,"training_seconds":80,"images_per_second":8100,"loss":0.03125,"accuracy":0.99,"validation_accuracy":0.9895,"test_loss":0.04,"test_accuracy":0.9899,"run":"runs/one"}

        """;

    [Fact]
    public void Show_ASession_WritesAnObjectAnEvent()
    {
        Assert.Equal(Expected, Render([.. Events.OfASession]));
    }

    [Fact]
    public void Show_FiguresThatAreNoNumbers_AreNull()
    {
        EpochLogs epoch = Events.Epoch with { Loss = double.NaN, ValidationLoss = null, ValidationAccuracy = null };

        string line = Render(new EpochEnded(epoch));

        Assert.Contains("\"loss\":null,\"accuracy\":0.9266,\"validation_loss\":null,\"validation_accuracy\":null,", line, StringComparison.Ordinal);
    }

    static string Render(params TrainingEvent[] events)
    {
        var output = new StringWriter { NewLine = "\n" };
        var renderer = new JsonRenderer(output);
        foreach (TrainingEvent trainingEvent in events)
        {
            renderer.Show(trainingEvent);
        }

        return output.ToString();
    }
}
