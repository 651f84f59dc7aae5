import Foundation
import TestSupport
import Testing

@testable import Exports
@testable import Trace

/// Computes what an eye would see, by the formulas of WCAG 2 and of Machado and others (2009).
@Suite("Colours")
struct PaletteTests {
  private func contrast(_ a: String, _ b: String) -> Double { Contrast.between(a, b) }

  @Test("Words can be read, on paper and on each state", arguments: Palette.allCases)
  func words(_ palette: Palette) {
    for ink in [palette.text, palette.quiet, palette.accent] {
      #expect(contrast(ink, palette.paper) >= 4.5)
    }
    for state in Palette.shown {
      #expect(contrast(palette[state].ink, palette[state].fill) >= 4.5, "\(state)")
    }
  }

  @Test(
    "Every state stands out from the paper, by its fill or its edge", arguments: Palette.allCases)
  func shapes(_ palette: Palette) {
    for state in Palette.shown {
      let best = max(
        contrast(palette[state].fill, palette.paper), contrast(palette[state].ink, palette.paper))
      #expect(best >= 3, "\(state)")
    }
  }

  /// What reaches the brain without one of the three cones.
  private static let visions: [(name: String, matrix: [[Double]])] = [
    ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "no red",
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    ),
    (
      "no green",
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    ),
    (
      "no blue",
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    ),
  ]

  /// In CIE Lab, where distances are near to what is seen; 2.3 is just noticed.
  private func lab(_ hex: String, _ matrix: [[Double]]) -> [Double] {
    let c = Contrast.light(hex)
    let seen = matrix.map { min(max($0[0] * c.red + $0[1] * c.green + $0[2] * c.blue, 0), 1) }
    func sum(_ a: Double, _ b: Double, _ c: Double, _ white: Double) -> Double {
      let value = (a * seen[0] + b * seen[1] + c * seen[2]) / white
      return value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
    let x = sum(0.4124, 0.3576, 0.1805, 0.9505)
    let y = sum(0.2126, 0.7152, 0.0722, 1)
    let z = sum(0.0193, 0.1192, 0.9505, 1.089)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  @Test("States differ for every kind of colour vision", arguments: Palette.allCases)
  func vision(_ palette: Palette) {
    let states = Palette.shown.filter { $0 != .unknown }
    for (name, matrix) in Self.visions {
      for (index, a) in states.enumerated() {
        for b in states[(index + 1)...] {
          let (first, second) = (lab(palette[a].fill, matrix), lab(palette[b].fill, matrix))
          let distance = zip(first, second).reduce(0) { $0 + pow($1.0 - $1.1, 2) }.squareRoot()
          #expect(distance > 10, "\(a) and \(b) with \(name)")
        }
      }
    }
  }
}
