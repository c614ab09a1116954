namespace AeGen.Lab.Report;

/// <summary>The report's style sheet; no character in it needs escaping, neither as XML nor as HTML.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --rule: #d8dee4;
          --c0: #1f6feb; --c1: #c2570c; --c2: #12805c; --c3: #6e7781; --c4: #8250df; --c5: #bf3989;
          --h0: #c9d3dd; --h1: #8fb6e8; --h2: #4f8ed8; --h3: #d9a21b; --h4: #dd6b20; --h5: #c81e1e; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e6edf3; --soft: #9aa4af; --page: #0d1117; --rule: #30363d;
            --c0: #6cb2ff; --c1: #ffa657; --c2: #56d6a0; --c3: #9aa4af; --c4: #c297ff; --c5: #ff8fc7;
            --h0: #3a434d; --h1: #35608f; --h2: #5aa2f0; --h3: #e3b341; --h4: #f0883e; --h5: #ff6b5e; }
        }
        body { margin: 0 auto; max-width: 68rem; padding: 1.5rem; background: var(--page); color: var(--text);
          font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .25rem; }
        p.soft, figcaption { color: var(--soft); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
        th, td { border-bottom: 1px solid var(--rule); padding: .35rem .5rem; text-align: right; white-space: nowrap;
          font-variant-numeric: tabular-nums; }
        th { font-weight: 600; font-size: .85rem; }
        th:first-child, td:first-child { text-align: left; }
        table.findings th, table.findings td { text-align: left; white-space: normal; vertical-align: top; }
        figure { margin: 1.5rem 0; }
        figure svg { max-width: 100%; }
        ul.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; list-style: none; margin: .4rem 0; padding: 0; font-size: .85rem; }
        svg text { fill: var(--soft); font-size: 12px; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .axis { stroke: var(--soft); stroke-width: 1; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .dashed { stroke-width: 1.5; stroke-dasharray: 5 5; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); }
        .c4 { stroke: var(--c4); } .c5 { stroke: var(--c5); }
        .dots { fill: none; stroke-width: 4; stroke-linecap: round; }
        .h0 { stroke: var(--h0); } .h1 { stroke: var(--h1); } .h2 { stroke: var(--h2); } .h3 { stroke: var(--h3); }
        .h4 { stroke: var(--h4); } .h5 { stroke: var(--h5); }
        .failed { color: var(--c1); font-weight: 600; }
        img.strip { image-rendering: pixelated; display: block; }

        """;
}
