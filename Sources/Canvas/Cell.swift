/// One cell, packed into a word so that frames are quick to fill and to compare.
///
/// From the lowest bit: the base scalar (21; 0 for the right half of a wide glyph), the number of
/// its marks in the frame's table (16; 0 for none), role (8), ground (8), attributes (8).
struct Cell: Hashable, Sendable {
  var bits: UInt64

  static let blank = Cell(" ", .plain)

  private static let styleMask: UInt64 = 0xFF_FFFF << 37

  init(_ scalar: Unicode.Scalar, marks: UInt16 = 0, _ style: Style) {
    bits = UInt64(scalar.value) | UInt64(marks) << 21 | style.bits
  }

  /// The right half of a wide glyph.
  init(continuing style: Style) { bits = style.bits }

  var isContinuation: Bool { baseNumber == 0 }
  var baseNumber: UInt32 { UInt32(truncatingIfNeeded: bits & 0x1F_FFFF) }
  var marks: Int { Int(bits >> 21 & 0xFFFF) }

  var base: Unicode.Scalar? {
    isContinuation ? nil : Unicode.Scalar(baseNumber)
  }

  var style: Style {
    get { Style(bits: bits) }
    set { bits = bits & ~Self.styleMask | newValue.bits }
  }

  /// The same cell with nothing in it.
  var emptied: Cell { Cell(" ", style) }
}

extension Cell {
  /// The style alone, as a number.
  var styleCode: UInt32 { UInt32(truncatingIfNeeded: (bits & Self.styleMask) >> 37) }
}

extension Style {
  init(code: UInt32) { self.init(bits: UInt64(code) << 37) }

  fileprivate var bits: UInt64 {
    UInt64(role.rawValue) << 37 | UInt64(ground.rawValue) << 45
      | UInt64(attributes.rawValue) << 53
  }

  fileprivate init(bits: UInt64) {
    self.init(
      Role(rawValue: UInt8(truncatingIfNeeded: bits >> 37)) ?? .text,
      on: Ground(rawValue: UInt8(truncatingIfNeeded: bits >> 45)) ?? .screen,
      Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 53)))
  }
}
