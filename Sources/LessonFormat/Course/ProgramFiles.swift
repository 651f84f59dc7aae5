/// The programs that stand beside a lesson, read by name.
package struct ProgramFiles: Sendable {
  package struct File: Sendable {
    /// As it is shown in messages.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  package struct Problem: Error, Sendable {
    package var message: String
    package var fix: String
  }

  package var read: @Sendable (_ name: String) -> Result<File, Problem>

  package init(read: @escaping @Sendable (String) -> Result<File, Problem>) {
    self.read = read
  }

  /// For a lesson that has no folder.
  package static let none = ProgramFiles { name in
    .failure(
      Problem(message: "there is no file \"\(name)\"", fix: "Write the program into the fence"))
  }
}
