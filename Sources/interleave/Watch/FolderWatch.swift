#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits until something is saved in folders. Editors that write beside a file and rename are heard
/// like those that write into it.
struct FolderWatch: ~Copyable {
  #if canImport(Darwin)
    private var folders: [String] = []
    private var stamps: [String: [Int]] = [:]

    init?() {}

    mutating func watch(_ folders: [String]) {
      self.folders = folders
      for folder in folders { stamps[folder] = stamps[folder] ?? Self.stamp(folder) }
    }

    /// There is no inotify here: it looks once a second.
    mutating func wait() -> Set<String> {
      while true {
        sleep(1)
        var changed: Set<String> = []
        for folder in folders {
          let stamp = Self.stamp(folder)
          if stamps.updateValue(stamp, forKey: folder) != stamp { changed.insert(folder) }
        }
        if !changed.isEmpty { return changed }
      }
    }

    private static func stamp(_ folder: String) -> [Int] {
      var numbers: [Int] = []
      guard let stream = opendir(folder) else { return [] }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        var information = stat()
        guard fstatat(dirfd(stream), &entry.pointee.d_name.0, &information, 0) == 0 else {
          continue
        }
        numbers += [
          Int(information.st_ino), Int(information.st_size), Int(information.st_mtimespec.tv_sec),
          Int(information.st_mtimespec.tv_nsec),
        ]
      }
      return numbers
    }
  #else
    /// What comes within so many milliseconds belongs to the same saving.
    private static let settling: Int32 = 40
    private static let mostPieces = 25

    private let descriptor: Int32
    private var folders: [Int32: String] = [:]

    init?() {
      descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Folders that are watched already stay so.
    mutating func watch(_ folders: [String]) {
      let mask =
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR
      for folder in folders {
        let watch = inotify_add_watch(descriptor, folder, UInt32(mask))
        if watch >= 0 { self.folders[watch] = folder }
      }
    }

    /// The folders in which something has changed. It sleeps until then.
    mutating func wait() -> Set<String> {
      var changed: Set<String> = []
      var pieces = 0
      while true {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = poll(&ready, 1, changed.isEmpty ? -1 : Self.settling)
        if count > 0 { read(into: &changed) }
        pieces += changed.isEmpty ? 0 : 1
        if !changed.isEmpty, count <= 0 || pieces > Self.mostPieces { return changed }
      }
    }

    private mutating func read(into changed: inout Set<String>) {
      let head = MemoryLayout<inotify_event>.size
      withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        var offset = 0
        while offset + head <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          offset += head + Int(event.len)
          // A file that was made has nothing in it yet.
          let isMadeFile =
            event.mask & UInt32(IN_CREATE) != 0 && event.mask & UInt32(IN_ISDIR) == 0
          if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
            changed.formUnion(folders.values)
          } else if let folder = folders[event.wd], !isMadeFile {
            changed.insert(folder)
          }
          if event.mask & UInt32(IN_IGNORED) != 0 { folders[event.wd] = nil }
        }
      }
    }
  #endif
}
