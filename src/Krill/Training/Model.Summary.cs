using System.Globalization;
using System.Text;
using Krill.Charts;
using Krill.Layers;
using Krill.Reports;

namespace Krill;

public sealed partial class Model
{
    const string InputName = "input";

    /// <summary>What summaries and run folders call the model; "model" by default.</summary>
    public string Name { get; init; } = "model";

    /// <summary>Whether each layer takes the output of the one before it and nothing else.</summary>
    internal bool IsSequential
    {
        get
        {
            IReadOnlyList<SummaryRow> rows = SummaryRows;
            return rows.Skip(1).Zip(rows).All(pair => pair.First.ConnectedTo is [string name] && name == pair.Second.Name);
        }
    }

    /// <summary>The input and the layers, in the order in which data passes them.</summary>
    internal IReadOnlyList<SummaryRow> SummaryRows =>
    [
        new SummaryRow(InputName, "InputLayer", $"[{Input.Shape!.ToBatchString()}]", 0, []),
        .. Calls.GroupBy(symbol => symbol.Call!.Layer).Select(calls => Row(calls.Key, [.. calls])),
    ];

    /// <summary>
    /// A table of the layers as Keras prints it: name and kind, output shape, numbers of parameters; and for a network that branches the layers that each is
    /// connected to. Source: Keras's print_summary.
    /// </summary>
    /// <param name="width">Characters a line, at least 40; by default 65, and 98 for a network that branches. What does not fit ends in "…".</param>
    /// <returns>The table, several lines.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is less than 40.</exception>
    public string Summary(int? width = null)
    {
        const int LeastWidth = 40;
        if (width < LeastWidth)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, $"Summary: received the width {width}; expected at least {LeastWidth} characters.");
        }

        bool isSequential = IsSequential;
        int length = width ?? (isSequential ? 65 : 98);
        double[] shares = isSequential ? [0.45, 0.85, 1] : [0.33, 0.55, 0.67, 1];
        int[] ends = [.. shares.Select(share => (int)(length * share))];
        IReadOnlyList<SummaryRow> rows = SummaryRows;
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"Model: \"{Name}\"");
        table.AppendLine(new string('_', length));
        AppendCells(table, ends, "Layer (type)", "Output Shape", "Param #", "Connected to");
        table.AppendLine(new string('=', length));
        foreach (SummaryRow row in rows)
        {
            string parameters = row.Parameters.ToString(CultureInfo.InvariantCulture);
            AppendCells(table, ends, $"{row.Name} ({row.Type})", row.OutputShape, parameters, row.ConnectedTo.FirstOrDefault(""));
            foreach (string name in isSequential ? [] : row.ConnectedTo.Skip(1))
            {
                AppendCells(table, ends, "", "", "", name);
            }

            table.AppendLine(new string(row == rows[^1] ? '=' : '_', length));
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"Total params: {ParameterCount:N0}");
        table.AppendLine(CultureInfo.InvariantCulture, $"Trainable params: {TrainableParameterCount:N0}");
        table.AppendLine(CultureInfo.InvariantCulture, $"Non-trainable params: {ParameterCount - TrainableParameterCount:N0}");
        return table.Append('_', length).ToString();
    }

    /// <summary>
    /// Draws the network as Keras's <c>plot_model</c> does: each layer's name, kind, output shape without the batch, and parameters; lines where data flows.
    /// </summary>
    /// <param name="title">What stands above; <see cref="Name"/> by default.</param>
    public Drawing Draw(string? title = null) => NetworkPicture.Draw(title ?? Name, this);

    static void AppendCells(StringBuilder table, int[] ends, params string[] cells)
    {
        var line = new StringBuilder();
        for (int i = 0; i < ends.Length; i++)
        {
            bool isLast = i == ends.Length - 1;
            int room = ends[i] - line.Length - (isLast ? 0 : 1);
            line.Append(cells[i].Length <= room ? cells[i] : $"{cells[i].AsSpan(0, room - 1)}…");
            line.Append(' ', isLast ? 0 : ends[i] - line.Length);
        }

        table.AppendLine(line.ToString().TrimEnd());
    }

    SummaryRow Row(Layer layer, Symbol[] outputs)
    {
        string[] shapes = [.. outputs.Select(output => output.IsBatched ? output.Shape!.ToBatchString() : output.Shape!.ToString()).Distinct()];
        return new SummaryRow(
            layer.Name!,
            layer.Kind,
            shapes is [string shape] ? shape : "multiple",
            layer.Parameters.Sum(parameter => parameter.Shape.Elements),
            [.. outputs.SelectMany(output => output.Call!.Inputs).SelectMany(Sources).Distinct()]);
    }

    /// <summary>The names of what a symbol comes from: a layer, the input or a parameter; looks through operations outside layers.</summary>
    IEnumerable<string> Sources(Symbol symbol) => symbol switch
    {
        { Call: { } call } => [call.Layer.Name!],
        { Parameter: { } parameter } => [parameter.FullName],
        _ when symbol == Input => [InputName],
        _ => symbol.Inputs.SelectMany(Sources),
    };
}
