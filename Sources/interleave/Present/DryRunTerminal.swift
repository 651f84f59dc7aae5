import Canvas
import LessonFormat
import Narration
import Scenes

/// Whether the room would see all of a lesson on this terminal: what `check --present` says, in short.
enum DryRunTerminal {
  /// Where the output goes elsewhere, nothing is known of the terminal.
  private static let usual = Size(80, 24)

  static func sentences(_ loaded: LoadedLesson, step: Int?) -> [String] {
    let own = Output.terminalSize.map { Size($0.columns, $0.rows) }
    let size = own ?? usual
    let words = "\(count(size.width, "column")) and \(count(size.height, "row"))"
    let terminal = own == nil ? "" : "This terminal has \(words). "
    guard size.width >= Scene.smallest.width, size.height >= Scene.smallest.height else {
      return ["\(terminal)To present, make it larger."]
    }
    let place = own == nil ? "On a terminal of \(words)" : "On it"
    let fit = StageFit(
      loaded.lesson, in: loaded.folder.file, chooser: loaded.folder.course.chooser().chooser,
      size: size)
    let found = Dictionary(grouping: fit.warnings(inStep: step), by: \.rule)
    let misfits = Rule.allCases.compactMap { rule in
      found[rule].flatMap { sentence(rule, $0.count) }
    }
    guard !misfits.isEmpty else {
      return ["\(terminal)\(place), all that is shown fits."]
    }
    return [
      "\(terminal)\(place), \(inWords(misfits, joinedBy: "and")). To see where, type: "
        + "interleave check --present=\(size.width)x\(size.height) \(printable(loaded.folder.path))"
    ]
  }

  private static func sentence(_ rule: Rule, _ number: Int) -> String? {
    let isOne = number == 1
    return switch rule {
    case .roomCodeWidth:
      "\(count(number, "piece")) of code \(isOne ? "has" : "have") lines that are wrapped"
    case .roomPlayerWidth:
      "\(count(number, "demo")) \(isOne ? "has" : "have") lines that are cut in the player"
    case .roomCodeRows:
      "\(count(number, "piece")) of code \(isOne ? "has" : "have") to be scrolled"
    case .roomTable: "\(count(number, "table")) \(isOne ? "does" : "do") not fit"
    case .roomFirstPart:
      "\(count(number, "step")) \(isOne ? "begins" : "begin") with more than is seen at once"
    case .roomParagraph: "\(count(number, "paragraph")) \(isOne ? "is" : "are") long"
    default: nil
    }
  }
}
