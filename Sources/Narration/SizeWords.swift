import LessonFormat

/// How much memory or text it is: 800 bytes, 20 kB, 21 MB.
package func dataSize(_ bytes: Int64) -> String {
  switch bytes {
  case ..<10_000: count(Int(bytes), "byte")
  case ..<(10 << 20): "\(bytes >> 10) kB"
  case ..<(10 << 30): "\(bytes >> 20) MB"
  default: "\(bytes >> 30) GB"
  }
}
