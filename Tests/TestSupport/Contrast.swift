import Foundation

/// How colours of six hexadecimal digits stand out from each other, by the formulas of WCAG 2.
package enum Contrast {
  package typealias Light = (red: Double, green: Double, blue: Double)

  /// Linear light.
  package static func light(_ hex: String) -> Light {
    let value = Int(hex, radix: 16) ?? 0
    func part(_ shift: Int) -> Double {
      let part = Double(value >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return (part(16), part(8), part(0))
  }

  package static func between(_ a: String, _ b: String) -> Double {
    func luminance(_ hex: String) -> Double {
      let light = light(hex)
      return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
    }
    let (high, low) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
  }
}
