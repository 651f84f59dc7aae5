import CSQLite

/// Why progress is not kept as it should be, in words for the learner.
package enum ProgressTrouble: Error, Hashable, Sendable {
  /// The file could not be read; it was moved, and another was begun.
  case damaged(movedTo: String)
  /// A newer version of Interleave wrote it: it is read, and not changed.
  case newer
  /// There is a file of this name that is something else.
  case foreign(String)
  /// It can be read only.
  case readOnly(String)
  case full(String)
  /// Another program holds it for too long.
  case busy(String)
  case unavailable(String, reason: String)

  package var sentence: String {
    switch self {
    case .damaged(let place):
      "The file of your progress was damaged; it lies in \(place) now, and a new one was begun."
    case .newer:
      "Your progress was written by a newer Interleave; it is shown, and nothing is added to it."
    case .foreign(let path):
      "\(path) is no file of Interleave, so that your progress is not kept; move it away."
    case .readOnly(let path):
      "\(path) cannot be written, so that your progress is not kept after this session."
    case .full(let path):
      "The disk is full, so that your progress is not kept yet; it will be once there is room for "
        + "\(path)."
    case .busy(let path):
      "Another program holds \(path), so that your progress is not kept yet."
    case .unavailable(let path, let reason):
      "Your progress is not kept, because \(path) cannot be used: \(reason)."
    }
  }

  init(_ failure: DatabaseFailure, path: String) {
    switch failure.kind {
    case SQLITE_FULL: self = .full(path)
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly(path)
    default: self = .unavailable(path, reason: failure.message)
    }
  }
}
