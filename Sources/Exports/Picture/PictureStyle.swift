import Trace

/// The colours and patterns of a picture as CSS and SVG. Written out for each kind of paper, since not
/// every program that shows SVG knows variables.
package enum PictureStyle {
  package static let css: String =
    rules(.light) + "@media screen and (prefers-color-scheme:dark){" + rules(.dark) + "}"

  private static func rules(_ palette: Palette) -> String {
    var css = ".paper{fill:#\(palette.paper)}.label{fill:#\(palette.text)}"
    css += ".quiet{fill:#\(palette.quiet)}.grid{stroke:#\(palette.grid)}"
    css += ".tick{stroke:#\(palette.quiet)}.mark{fill:#\(palette.accent)}"
    for state in Palette.shown {
      let colours = palette[state]
      let name = state.className
      css += ".f-\(name){fill:#\(colours.fill)}"
      css += ".i-\(name){stroke:#\(colours.ink);fill:none}.d-\(name){fill:#\(colours.ink)}"
      // The edge is whichever of the two stands out from the paper.
      let edge = state == .running || state == .blocked ? colours.fill : colours.ink
      css += ".e-\(name){stroke:#\(edge)}"
    }
    return css
  }

  /// What a state is filled with: its colour, and lines or dots that no other state has.
  package static func patterns(_ markup: inout Markup) {
    for state in Palette.shown {
      let name = state.className
      let size = state == .idle ? 10 : state == .waiting ? 6 : 8
      markup.element(
        "pattern",
        [
          "id": "p-\(name)", "width": "\(size)", "height": "\(size)",
          "patternUnits": "userSpaceOnUse",
        ]
      ) { markup in
        markup.void("rect", ["width": "\(size)", "height": "\(size)", "class": "f-\(name)"])
        ink(state, &markup)
      }
    }
  }

  private static func ink(_ state: LaneState, _ markup: inout Markup) {
    let name = state.className
    func lines(_ path: String, _ width: String, _ opacity: String = "1") {
      markup.void(
        "path",
        ["class": "i-\(name)", "d": path, "stroke-width": width, "stroke-opacity": opacity])
    }
    switch state {
    case .running, .lent: break
    case .ready: lines("M-2 2L2 -2M0 8L8 0M6 10L10 6", "1.4")
    case .waiting: lines("M0 3H6", "0.7")
    case .blocked: lines("M0 0L8 8M0 8L8 0", "0.9", "0.55")
    case .wantsGIL: lines("M2 2L6 6M6 2L2 6", "1.2")
    case .unknown: lines("M4 0V8", "1")
    case .idle: markup.void("circle", ["class": "d-idle", "cx": "5", "cy": "5", "r": "1"])
    }
  }
}
