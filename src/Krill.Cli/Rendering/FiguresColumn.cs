using Spectre.Console;
using Spectre.Console.Rendering;

namespace Krill.Cli.Rendering;

/// <summary>The figures beside the live bar; what does not fit is cut off.</summary>
internal sealed class FiguresColumn : ProgressColumn
{
    /// <summary>The figures. Set by the training thread, read by the one that draws.</summary>
    public volatile string Text = "";

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(Text) { Overflow = Overflow.Ellipsis };
}
