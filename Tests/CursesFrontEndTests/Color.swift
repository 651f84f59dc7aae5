import Foundation

enum Eye: CaseIterable { case usual, withoutRed, withoutGreen, withoutBlue }

/// A colour of the palette of 256, in linear light.
struct Color: Equatable {
  var red: Double
  var green: Double
  var blue: Double

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// The cube and the greys, which are the same everywhere.
  init(index: Int) {
    precondition((16...255).contains(index))
    func linear(_ value: Int) -> Double {
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    if index >= 232 {
      let grey = linear(8 + 10 * (index - 232))
      self.init(red: grey, green: grey, blue: grey)
    } else {
      func level(_ step: Int) -> Double { linear(step == 0 ? 0 : 55 + 40 * step) }
      let cube = index - 16
      self.init(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
    }
  }

  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// As WCAG has it.
  func contrast(with other: Color) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }

  /// The simulation of Machado, Oliveira and Fernandes (2009) at full severity.
  func seen(by eye: Eye) -> Color {
    let rows: [[Double]] =
      switch eye {
      case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .withoutRed:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .withoutGreen:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .withoutBlue:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
          [0.004733, 0.691367, 0.303900],
        ]
      }
    func mix(_ row: [Double]) -> Double {
      min(max(row[0] * red + row[1] * green + row[2] * blue, 0), 1)
    }
    return Color(red: mix(rows[0]), green: mix(rows[1]), blue: mix(rows[2]))
  }

  /// In CIE L*a*b*, where 2 is just seen.
  func distance(to other: Color) -> Double {
    let (one, two) = (lab, other.lab)
    return sqrt(zip(one, two).map { ($0 - $1) * ($0 - $1) }.reduce(0, +))
  }

  private var lab: [Double] {
    func curve(_ value: Double) -> Double {
      value > 0.008856 ? cbrt(value) : 7.787 * value + 16 / 116
    }
    let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    let y = curve(luminance)
    let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }
}
