/// One lesson on the disk: `lesson.md`, with longer programs beside it.
package struct LessonFolder: Hashable, Sendable {
  package static let fileName = "lesson.md"
  private static let maximumProgramBytes = 1 << 20

  /// As it is shown in messages.
  package var path: String

  package init(path: String) {
    self.path = path
  }

  package var file: String { Disk.join(path, Self.fileName) }
  package var name: String { Disk.lastComponent(path) }

  /// The course that it lies in.
  package var course: CourseFolder {
    let hasName = name != "." && name != ".."
    return CourseFolder(path: hasName ? Disk.parent(path) : Disk.join(path, ".."))
  }

  package func source() throws(DiskProblem) -> SourceText {
    SourceText(path: file, bytes: try Disk.read(file))
  }

  package func read() throws(DiskProblem) -> LessonReading {
    LessonReader.read(try source(), files: programFiles)
  }

  /// `file=` names a file of this folder, and a link in it cannot lead out of it.
  package var programFiles: ProgramFiles {
    let folder = path
    return ProgramFiles { name in
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        return .failure(outside(name))
      }
      let path = Disk.join(folder, name)
      guard let root = Disk.realPath(folder), let real = Disk.realPath(path) else {
        let names = (try? Disk.names(in: folder)) ?? []
        let meant = closest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        return .failure(
          ProgramFiles.Problem(
            message: "there is no file \"\(name)\" beside the lesson\(meant)",
            fix: "Write the file, or correct its name"))
      }
      guard real.hasPrefix(root == "/" ? root : root + "/") else { return .failure(outside(name)) }
      do throws(DiskProblem) {
        let bytes = try Disk.read(real, limit: Self.maximumProgramBytes)
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
          return .failure(
            ProgramFiles.Problem(
              message: "the file \"\(name)\" is no UTF-8 text", fix: "Save it as UTF-8"))
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return .success(
          ProgramFiles.File(
            path: path,
            text: text.utf8.contains(Byte.carriageReturn)
              ? lines.joined(separator: "\n") : text))
      } catch {
        return .failure(
          ProgramFiles.Problem(message: "the file \"\(name)\": \(error.message)", fix: error.fix))
      }
    }

    @Sendable func outside(_ name: String) -> ProgramFiles.Problem {
      ProgramFiles.Problem(
        message: "\"\(name)\" is outside of the lesson's folder",
        fix: "Put the program beside lesson.md, and name it without \"..\"")
    }
  }
}
