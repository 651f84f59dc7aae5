import Exports

/// The look of a handout: that of its reader's system, light or dark, and on paper always light.
enum HandoutStyle {
  /// The grounds and the colours of code, beside those of `Palette`. A test computes that all of them
  /// can be read on all of the grounds.
  static let inks: [(name: String, light: String, dark: String)] = [
    ("keyword", "6a2389", "d9b3f7"), ("builtin", "005c73", "7ad0e0"),
    ("definition", "0b4f9e", "8cc4fa"), ("string", "1a622c", "8fd19e"),
    ("number", "7d4300", "f0b878"), ("comment", "57606a", "a3acb6"),
  ]
  static let grounds: [(name: String, light: String, dark: String)] = [
    ("panel", "f5f7f9", "1a2027"), ("marked", "fff3cc", "33301c"),
  ]
  /// The edge of call-outs; what they are stands there in words.
  static let edges: [(name: String, light: String, dark: String)] = [
    ("note", "0b4f9e", "8cc4fa"), ("tip", "1a622c", "8fd19e"), ("important", "6a2389", "d9b3f7"),
    ("warning", "7d4300", "f0b878"), ("caution", "b3261e", "ff8066"),
  ]

  static let css: String = PageStyle.colours + variables + PictureStyle.css + rules + code + print

  private static var variables: String {
    let all = inks + grounds + edges
    let light = all.map { "--\($0.name):#\($0.light);" }.joined()
    let dark = all.map { "--\($0.name):#\($0.dark);" }.joined()
    return ":root{\(light)}@media screen and (prefers-color-scheme:dark){:root{\(dark)}}"
  }

  private static let rules = """
    @media screen{:root{color-scheme:light dark}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--text);font:17px/1.6 system-ui,sans-serif;
      overflow-wrap:break-word}
    header,nav,main,footer{max-width:50rem;margin:0 auto;padding:0 1.1rem}
    header{padding-top:1.6rem}footer{padding-bottom:3rem;margin-top:3rem}
    h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance}
    h1{font-size:2rem;margin:.3rem 0 .8rem}
    h2{font-size:1.45rem;margin:3.2rem 0 .8rem;padding-top:.6rem;border-top:2px solid var(--grid)}
    h3{font-size:1.1rem;margin:1.6rem 0 .5rem}h4,h5,h6{font-size:1rem;margin:1.2rem 0 .4rem}
    nav h2{margin:1.6rem 0 .3rem;font-size:1.1rem;border:0;padding:0}
    nav ol,nav ul{margin:.2rem 0;padding-left:1.8rem}nav ul{padding-left:0;list-style:none;
      display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin-top:.6rem}
    @media (min-width:44rem){nav ol{columns:2;column-gap:2.5rem}}
    p{margin:.7rem 0}li{margin:.2rem 0}a{color:var(--accent);text-underline-offset:.15em}
    .quiet{color:var(--quiet)}
    .skip{position:absolute;left:-99rem;z-index:1}
    .skip:focus{left:1rem;top:.5rem;padding:.3rem .6rem;background:var(--paper)}
    .patterns{position:absolute}
    main:focus{outline:0}:target{scroll-margin-top:1rem}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .scroll{overflow-x:auto;max-width:100%}
    blockquote{margin:1rem 0;padding-left:1rem;border-left:4px solid var(--grid)}
    table{border-collapse:collapse;margin:1rem 0}
    th,td{text-align:left;vertical-align:top;padding:.35rem 1rem .35rem 0;
      border-bottom:1px solid var(--grid)}
    th.center,td.center{text-align:center}th.right,td.right{text-align:right}
    ul.tasks{list-style:none;padding-left:.4rem}
    .choices{list-style:upper-alpha}
    .callout{margin:1.2rem 0;padding:.2rem 1rem;border-left:5px solid var(--note);
      background:var(--panel)}
    .callout .label{font-weight:bold;color:var(--note);margin-bottom:0}
    .callout .label+p{margin-top:.1rem}
    .tip{border-color:var(--tip)}.tip .label{color:var(--tip)}
    .important{border-color:var(--important)}.important .label{color:var(--important)}
    .warning{border-color:var(--warning)}.warning .label{color:var(--warning)}
    .caution{border-color:var(--caution)}.caution .label{color:var(--caution)}
    .question,.exercise{margin:1.4rem 0;padding:.1rem 1.1rem .4rem;border:1px solid var(--quiet);
      border-radius:6px}
    .question h3,.exercise h3{margin-top:.9rem}
    .lead{font-size:.95rem}
    .answer{margin-bottom:2.2rem}.answer li p{margin:.2rem 0}
    figure{margin:1.2rem 0}figcaption{margin-bottom:.4rem}
    .drawn{line-height:1.25}.listing .scroll+figcaption{margin-top:.4rem}
    .timeline svg{display:block;width:100%;min-width:44rem;height:auto}
    .words{padding-left:1rem;border-left:4px solid var(--grid)}
    .remark{font-style:italic}
    details{margin:.7rem 0}summary{cursor:pointer;width:fit-content}
    dt{font-weight:bold;margin-top:1rem}dd{margin:.1rem 0 .1rem 1.6rem}
    .swatch{display:inline-block;vertical-align:-3px;margin-right:.4rem}

    """

  private static let code = """
    pre,code,samp{font:14.5px/1.5 ui-monospace,'DejaVu Sans Mono',monospace}
    :not(pre)>code{background:var(--panel);padding:.05em .3em;border-radius:3px}
    pre{margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
    pre.code{background:var(--panel);padding:.7rem .9rem;border-radius:4px}
    pre.drawn{white-space:pre;width:max-content}
    .line{display:block;padding-left:2ch;text-indent:-2ch}
    .numbered .line{counter-increment:line;padding-left:7ch;text-indent:-7ch}
    .numbered .line::before{content:counter(line);content:counter(line)/"";display:inline-block;
      width:4ch;margin-right:1ch;text-indent:0;text-align:right;color:var(--quiet)}
    .numbered .focus::before{content:"▸" counter(line);content:"▸" counter(line)/"";
      color:var(--text);font-weight:bold}
    .focus{background:var(--marked)}
    .keyword{color:var(--keyword);font-weight:600}.builtin{color:var(--builtin)}
    .definition{color:var(--definition)}.string{color:var(--string)}
    .number{color:var(--number)}.comment{color:var(--comment);font-style:italic}

    """

  private static let print = """
    @media print{
      @page{margin:16mm 14mm}
      body{font-size:10.5pt;line-height:1.45}
      header,nav,main,footer{max-width:none;padding:0}
      .skip{display:none}
      h2{margin-top:1.6rem}h1,h2,h3,h4,figcaption,.label,summary{break-after:avoid}
      .ending{break-before:page}
      figure.timeline,svg,.callout,.question,tr,li,dt{break-inside:avoid}
      .timeline .scroll{overflow:visible}.timeline svg{min-width:0}
      p{orphans:3;widows:3}
      pre,code,samp{font-size:8.8pt}
      pre.code,.callout,:not(pre)>code,.focus{background:none}
      pre.code{border:1px solid var(--grid)}
      .focus{font-weight:bold}
      a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
      details::details-content{content-visibility:visible;block-size:auto;display:block}
      summary{list-style:none;font-weight:bold}
    }

    """
}
