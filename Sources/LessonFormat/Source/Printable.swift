/// Text from a file as it may reach a terminal: what would act as a control, or hide or turn
/// the text around it, is shown as U+FFFD; a tab becomes two spaces.
package func printable(_ text: String) -> String {
  if text.withBytes({ $0.firstUnprintable() }) == nil { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == "\t" {
      result.append(" ")
      result.append(" ")
    } else {
      result.append(isHarmless(scalar) ? scalar : "\u{FFFD}")
    }
  }
  return String(result)
}

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
  // A joiner between emoji or in Indic scripts is text; the other format characters turn the
  // direction of what follows or are invisible.
  case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
  default: true
  }
}
