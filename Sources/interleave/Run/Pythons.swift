import DemoRunner
import LessonFormat
import Synchronization

/// The Python that programs run under, and for those that need another, what else is on this machine.
/// The others are asked only when one of them is wanted, each once.
final class Pythons: Sendable {
  let chosen: PythonFacts
  private let named: String?
  private let others = Mutex<[PythonFacts]?>(nil)

  /// `named` is what `--python` says.
  init(_ chosen: PythonFacts, named: String?) {
    self.chosen = chosen
    self.named = named
  }

  convenience init(named: String?) throws(CommandFailure) {
    self.init(try PythonChoice.facts(of: try PythonChoice.find(named)), named: named)
  }

  /// The chosen one wherever it will do; nil where nothing here will.
  func facts(for needed: PythonVersion?) -> PythonFacts? {
    guard let needed, !chosen.pythonVersion.satisfies(needed) else { return chosen }
    return findOthers().first { $0.pythonVersion.satisfies(needed) }
  }

  private func findOthers() -> [PythonFacts] {
    others.withLock { others in
      if let others { return others }
      let found = PythonInterpreter.findAll(named: named).compactMap { interpreter in
        try? PythonFacts.ask(interpreter, aboutModules: false, seconds: 5)
      }
      // What a lesson says of the times of its program it says of this implementation.
      let usable = found.filter { !$0.isTooOld && $0.implementation == chosen.implementation }
      others = usable
      return usable
    }
  }

  /// What runs for a variant, and with which Python; nil where nothing runs.
  func runnable(_ wanted: Demo.Variant, of demo: Demo) -> RunnableVariant? {
    guard let variant = demo.runnable(wanted, where: { facts(for: $0) != nil }),
      let facts = facts(for: variant.requires)
    else { return nil }
    return RunnableVariant(wanted: wanted, variant: variant, facts: facts)
  }

  /// What is to be said of it, where it is not the wanted variant with the chosen Python.
  func note(on runnable: RunnableVariant, of demo: Demo) -> String? {
    guard let needed = runnable.wanted.requires else { return nil }
    let title = demo.title(of: runnable.wanted)
    if runnable.variant.name != runnable.wanted.name {
      return "\(title) needs Python \(needed), and this is \(chosen.pythonVersion): "
        + "\(demo.title(of: runnable.variant)) stands in for it."
    }
    guard runnable.facts != chosen else { return nil }
    return "\(title) needs Python \(needed), so it runs with Python \(runnable.facts.version): "
      + "\(runnable.facts.executable)"
  }
}

struct RunnableVariant {
  var wanted: Demo.Variant
  var variant: Demo.Variant
  var facts: PythonFacts
}
