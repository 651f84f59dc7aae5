import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits until something is saved in folders. Editors that write beside a file and rename are heard
/// like those that write into it. Folders may be added while another thread waits.
final class FolderWatch: Sendable {
  #if canImport(Darwin)
    private let stamps = Mutex<[String: [Int]]>([:])

    init?() {}

    func watch(_ folders: [String]) {
      stamps.withLock { stamps in
        for folder in folders { stamps[folder] = stamps[folder] ?? Self.stamp(folder) }
      }
    }

    /// There is no inotify here: it looks once a second.
    func wait() -> Set<String> {
      while true {
        sleep(1)
        let changed = stamps.withLock { stamps in
          Set(
            stamps.keys.filter { folder in
              let stamp = Self.stamp(folder)
              return stamps.updateValue(stamp, forKey: folder) != stamp
            })
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
    private let folders = Mutex<[Int32: String]>([:])

    init?() {
      descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Folders that are watched already stay so; one that was removed and made anew is watched again.
    func watch(_ folders: [String]) {
      let mask =
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR
      // Locked throughout: what is heard at once must find its folder here.
      self.folders.withLock { known in
        for folder in folders {
          let watch = inotify_add_watch(descriptor, folder, UInt32(mask))
          if watch >= 0 { known[watch] = folder }
        }
      }
    }

    /// The folders in which something has changed. It sleeps until then.
    func wait() -> Set<String> {
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

    private func read(into changed: inout Set<String>) {
      let head = MemoryLayout<inotify_event>.size
      withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        var offset = 0
        while offset + head <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          offset += head + Int(event.len)
          take(event, into: &changed)
        }
      }
    }

    private func take(_ event: inotify_event, into changed: inout Set<String>) {
      // A file that was made has nothing in it yet.
      let isMadeFile =
        event.mask & UInt32(IN_CREATE) != 0 && event.mask & UInt32(IN_ISDIR) == 0
      folders.withLock { folders in
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
          changed.formUnion(folders.values)
        } else if let folder = folders[event.wd], !isMadeFile {
          changed.insert(folder)
        }
        if event.mask & UInt32(IN_IGNORED) != 0 { folders[event.wd] = nil }
      }
    }
  #endif
}
