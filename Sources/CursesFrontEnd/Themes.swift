/// The states of tasks differ in lightness as well as in hue, for eyes of every kind; a test measures
/// it. 16 and 8 colours are what the terminal makes of them, and there words and signs have to do.
extension Theme {
  package static let dark = Theme(
    name: "dark",
    inks: Inks(
      plain: nil, faint: Ink(246, 8), red: Ink(210, 9), vermilion: Ink(202, 1),
      orange: Ink(215, 3), yellow: Ink(227, 11), green: Ink(114, 10), teal: Ink(49, 2),
      sky: Ink(153, 14), blue: Ink(111, 12), purple: Ink(183, 13), pink: Ink(171, 5)),
    grounds: Grounds(
      panel: 235, bar: 237, selection: 18, hit: 53, cursor: 238, line: 236, alert: 52))

  package static let light = Theme(
    name: "light",
    inks: Inks(
      plain: nil, faint: Ink(241, 8), red: Ink(124, 1), vermilion: Ink(124, 1),
      orange: Ink(94, 5), yellow: Ink(130, 5), green: Ink(22, 2), teal: Ink(22, 2),
      sky: Ink(62, 4), blue: Ink(19, 4), purple: Ink(54, 5), pink: Ink(127, 5)),
    grounds: Grounds(
      panel: 255, bar: 254, selection: 153, hit: 229, cursor: 252, line: 255, alert: 224))

  /// White on black, whatever the terminal has.
  package static let highContrast = Theme(
    name: "high-contrast", paper: Ink(16, 0),
    inks: Inks(
      plain: Ink(231, 15), faint: Ink(250, 7), red: Ink(217, 9), vermilion: Ink(209, 9),
      orange: Ink(222, 11), yellow: Ink(178, 11), green: Ink(120, 10), teal: Ink(49, 10),
      sky: Ink(75, 14), blue: Ink(153, 14), purple: Ink(225, 13), pink: Ink(225, 13)),
    grounds: Grounds(
      panel: 16, bar: 17, selection: 18, hit: 53, cursor: 235, line: 233, alert: 52))

  /// Nothing is told by red against green: what is well is blue, what is not is orange.
  package static let colorBlind = Theme(
    name: "colour-blind",
    inks: Inks(
      plain: nil, faint: Ink(246, 8), red: Ink(208, 11), vermilion: Ink(202, 3),
      orange: Ink(215, 3), yellow: Ink(227, 11), green: Ink(75, 12), teal: Ink(49, 6),
      sky: Ink(153, 14), blue: Ink(75, 12), purple: Ink(189, 13), pink: Ink(171, 5)),
    grounds: Grounds(
      panel: 235, bar: 237, selection: 18, hit: 53, cursor: 238, line: 236, alert: 52))

  /// Bold, underline and reverse alone.
  package static let none = Theme(name: "none", inks: dark.inks, grounds: dark.grounds)
}
