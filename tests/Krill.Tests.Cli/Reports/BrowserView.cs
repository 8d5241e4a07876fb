namespace Krill.Tests.Cli.Reports;

/// <summary>What a browser made of a page.</summary>
/// <param name="Messages">What it wrote to the console, and errors that nobody caught.</param>
/// <param name="Pictures">Images and vector pictures that are shown: decoded, and more than a pixel large.</param>
/// <param name="BrokenPictures">Images and vector pictures that are not.</param>
/// <param name="Width">Pixels that the page takes in a window of 400; more means that it must be scrolled sideways.</param>
internal sealed record BrowserView(IReadOnlyList<string> Messages, int Pictures, int BrokenPictures, int Width);
