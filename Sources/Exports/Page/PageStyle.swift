/// The look of a page: that of its reader's system, light or dark, in one column of readable width.
package enum PageStyle {
  static let css: String = colours + rules

  /// Variables for the colours of the palette; on paper they are the light ones.
  package static let colours: String =
    variables(.light) + "@media screen and (prefers-color-scheme:dark){" + variables(.dark) + "}"

  private static func variables(_ palette: Palette) -> String {
    ":root{--paper:#\(palette.paper);--text:#\(palette.text);--quiet:#\(palette.quiet);"
      + "--grid:#\(palette.grid);--accent:#\(palette.accent)}"
  }

  private static let rules = """
    :root{color-scheme:light dark}
    body{margin:0;background:var(--paper);color:var(--text);font:16px/1.5 system-ui,sans-serif}
    header,main,footer{max-width:78rem;margin:0 auto;padding:0 1rem}
    h1{font-size:1.6rem;margin:1rem 0 .2rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}
    h3{font-size:1rem;margin:1.2rem 0 .3rem}
    p,li{max-width:46rem}a{color:var(--accent)}
    .quiet{color:var(--quiet)}
    nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;list-style:none}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper)}
    .scroll{overflow-x:auto;max-width:100%}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    figure{margin:0}svg{display:block;max-width:100%;height:auto;min-width:56rem}
    .cursor{stroke:var(--text);stroke-width:1.5}
    .controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.5rem 0}
    .controls label{flex:1 1 20rem;display:flex;gap:.5rem;align-items:center}
    .controls input{flex:1}
    button{font:inherit;color:var(--text);background:var(--paper);border:1px solid var(--quiet);
      border-radius:4px;padding:.2rem .7rem;cursor:pointer}
    #moment{min-height:6rem;border-left:4px solid var(--accent);padding-left:1rem}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;
      border-bottom:1px solid var(--grid)}
    td.number{text-align:right;white-space:nowrap}
    caption{text-align:left;color:var(--quiet);padding-bottom:.4rem}
    pre,code{font:14px/1.45 ui-monospace,'DejaVu Sans Mono',monospace}
    pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
    .source{counter-reset:line;overflow-x:auto}
    .source span{display:block;white-space:pre;counter-increment:line}
    .source span::before{content:counter(line);display:inline-block;width:4ch;margin-right:2ch;
      text-align:right;color:var(--quiet)}
    .source .here{outline:2px solid var(--accent);font-weight:bold}
    @media print{.controls,#moment,nav,.skip{display:none}}

    """
}
