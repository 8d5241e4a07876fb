using Krill.Charts;

namespace Krill.Reports;

/// <summary>What reports look like: one style sheet, for narrow and wide windows, light and dark, and paper.</summary>
internal static class PageStyle
{
    /// <summary>Everything before the content. The policy keeps the page from fetching or running anything.</summary>
    public static Markup Head(string title)
    {
        var head = new Markup();
        head.AddRaw("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <meta name="color-scheme" content="light dark"/><link rel="icon" href="data:,"/>

            """);
        head.Add($"<title>{title}</title><style>");
        head.AddRaw(Sheet);
        head.AddRaw(ChartTheme.StyleSheet);
        head.AddRaw("</style></head>\n");
        return head;
    }

    const string Sheet = """
        :root{--page:#fff;--text:#1c2126;--muted:#5a636c;--line:#e1e5e8;--card:#f7f8f9;--accent:#0068a8}
        @media screen and (prefers-color-scheme:dark){:root{--page:#14171a;--text:#e8ebee;--muted:#a2abb3;--line:#2b3137;--card:#1d2125;--accent:#5ab4ee}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:16px/1.5
        """ + " " + ChartTheme.Fonts + """
        }
        main,header,footer{max-width:1160px;margin:0 auto;padding:0 24px}
        header{padding-top:40px}
        h1{font-size:34px;line-height:1.2;margin:0;letter-spacing:-.02em;overflow-wrap:anywhere}
        h1 span{color:var(--muted);font-weight:400}
        h2{font-size:22px;margin:56px 0 4px;letter-spacing:-.01em}
        h3{font-size:16px;margin:32px 0 4px}
        p{margin:4px 0 16px;max-width:75ch}
        a{color:var(--accent)}
        .muted{color:var(--muted)}
        .note{border-left:3px solid var(--accent);padding:8px 16px;background:var(--card);border-radius:0 6px 6px 0;max-width:none}
        nav{margin:20px 0;display:flex;flex-wrap:wrap;gap:4px 20px;border-block:1px solid var(--line);padding:8px 0;font-size:15px}
        nav a{text-decoration:none}
        nav a:hover{text-decoration:underline}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0}
        .figures div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
        .figures dt{color:var(--muted);font-size:14px}
        .figures dd{margin:0;font-size:24px;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
        .figures dd small{display:block;font-size:13px;font-weight:400;color:var(--muted);letter-spacing:0}
        .figures .first dd{color:var(--accent)}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(320px,100%),1fr));gap:16px;margin:16px 0}
        .charts.wide{grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr))}
        .k-chart{width:100%;height:auto;display:block}
        .scroll{overflow-x:auto;margin:16px 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(118px,1fr));gap:20px 16px;margin:16px 0;padding:0;list-style:none}
        figure{margin:0}
        .tiles img{width:100%;height:auto;max-width:128px;aspect-ratio:1;object-fit:contain;background:#808080;border-radius:4px;display:block}
        img{image-rendering:pixelated}
        .sheet{width:100%;max-width:760px;height:auto;border-radius:4px;display:block}
        figcaption{font-size:14px;line-height:1.35;margin-top:6px;overflow-wrap:anywhere}
        figcaption small{display:block;color:var(--muted);font-size:12px}
        table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;width:100%}
        th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        .narrow{width:auto}
        .narrow th,.narrow td{padding-right:40px}
        thead th{color:var(--muted);font-weight:500;white-space:nowrap}
        td.n,th.n{text-align:right}
        tbody th{font-weight:500}
        .settings th{white-space:nowrap;width:1%;color:var(--muted)}
        .settings td{overflow-wrap:anywhere}
        .differs{font-weight:600}
        code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.92em;overflow-wrap:anywhere}
        details{margin:16px 0}
        summary{cursor:pointer;color:var(--accent)}
        footer{color:var(--muted);font-size:14px;margin-top:64px;padding-bottom:40px}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        @media (max-width:560px){main,header,footer{padding-inline:16px}h1{font-size:27px}.figures{grid-template-columns:1fr 1fr}.figures dd{font-size:20px}.tiles{grid-template-columns:repeat(auto-fill,minmax(96px,1fr))}}
        @media print{body{font-size:11pt}nav{display:none}main,header,footer{max-width:none;padding:0}h2{break-after:avoid}figure,.figures div,.charts svg,tr{break-inside:avoid}.scroll{overflow:visible}.scroll svg{min-width:0!important}}

        """;
}
