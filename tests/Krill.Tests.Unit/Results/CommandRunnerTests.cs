using System.Text.Json.Nodes;
using Krill.Results;
using Krill.Testing;

namespace Krill.Tests.Unit.Results;

/// <summary>With a shell in place of the command.</summary>
public sealed class CommandRunnerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Training_MeasuresTheWholeAndTheFirstStepFromOutside()
    {
        // Half a second to the first step, an epoch of a second by its own account, and 0.3 seconds behind the result.
        JsonObject result = Run(
            """
            sleep 1.5
            echo '{"event":"epoch","epoch":1,"seconds":0.75,"validation_seconds":0.25}'
            echo 'not json'
            echo '{"event":"epoch","epoch":2,"seconds":9}'
            echo '{"event":"result","test_accuracy":0.5}'
            sleep 0.3
            """);

        Assert.Equal(0.5, result["test_accuracy"]!.GetValue<double>());
        Assert.InRange(result["first_step_seconds"]!.GetValue<double>(), 0.5, 1.5);
        Assert.InRange(result["wall_seconds"]!.GetValue<double>(), 1.8, 5);
    }

    [Fact]
    public void Run_WithoutEpochs_HasNoFirstStep() => Assert.False(Run("""echo '{"event":"result"}'""").ContainsKey("first_step_seconds"));

    [Theory]
    [InlineData("result")]
    [InlineData("bench")]
    [InlineData("kernels")]
    public void Run_EventWithFigures_IsTheResult(string name) =>
        Assert.Equal(7, Run($$"""echo '{"event":"kernel","share":1}'; echo '{"event":"{{name}}","share":7}'; echo '{"event":"other","share":2}'""")["share"]!.GetValue<int>());

    [Theory]
    [InlineData("echo nothing", "printed no result event")]
    [InlineData("exit 3", "failed with exit code 3")]
    public void Run_WithoutAResult_SaysSo(string script, string what) =>
        Assert.Contains(what, Assert.Throws<RecordException>(() => Run(script)).Message, StringComparison.Ordinal);

    JsonObject Run(string script) => CommandRunner.Run(new Repository(_folder.Path), ["sh", "-c", script]);
}
