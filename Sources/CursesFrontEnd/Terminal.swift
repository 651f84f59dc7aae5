import CNcurses
import CTerminal
package import Canvas
package import Threads

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package struct TerminalOptions: Sendable {
  package var theme: Theme
  /// Nil: as the locale has it.
  package var ascii: Bool?
  package var mouse: Bool
  /// No more colours than these.
  package var colors: ColorLevel

  package init(
    theme: Theme = .suggested(), ascii: Bool? = nil, mouse: Bool = true, colors: ColorLevel = .rich
  ) {
    self.theme = theme
    self.ascii = ascii
    self.mouse = mouse
    self.colors = colors
  }
}

/// The screen and the keyboard. There is one at a time, and it stays on the thread that opened it;
/// others call `waker.wake()`.
///
///     let terminal = try Terminal(TerminalOptions())
///     defer { terminal.close() }
///     while true {
///       terminal.show(frame(of: terminal.size))
///       for event in terminal.wait(for: nil) { … }
///     }
///
/// Between calls nothing happens: no timer runs, and `wait` sleeps until there is an event.
package final class Terminal {
  package let waker: Waker
  package let isASCII: Bool
  package private(set) var size: Size
  package private(set) var colors: ColorLevel

  private let screen: OpaquePointer
  private let modes: TerminalModes
  private var input: InputReader
  private var sender: FrameSender
  private var lastFrame: Frame?
  private var pending: [TerminalEvent] = []
  private var isOpen = true
  /// When to stop waiting for the end of a paste.
  private var pasteDeadline: ContinuousClock.Instant?
  private static let pastePatience = Duration.seconds(3)

  /// `NO_COLOR` is honoured; what else the environment wants is for the caller to say.
  package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalFailure) {
    guard isatty(0) == 1, isatty(1) == 1 else { throw .notATerminal }
    let name = environment("TERM")
    guard let name, name != "dumb", name != "unknown" else { throw .cannotPlaceText(name) }
    guard let waker = Waker() else { throw .noResources }
    isASCII = prepareCharacterSet() ? options.ascii ?? true : options.ascii ?? false
    // Before ncurses begins: it leaves signals alone that have a handler.
    interleave_signals_begin(waker.writeEnd)
    use_env(false)
    use_tioctl(true)
    guard let screen = interleave_new_screen() else {
      interleave_signals_end()
      throw .cannotPlaceText(name)
    }
    self.waker = waker
    self.screen = screen
    modes = TerminalModes(wantsMouse: options.mouse)
    guard capability("cup") != nil, let input = InputReader(mouse: modes.mouse, paste: modes.paste)
    else {
      endwin()
      delscreen(screen)
      interleave_signals_end()
      throw .cannotPlaceText(name)
    }
    self.input = input
    colors = Self.startColors(atMost: options.colors)
    sender = FrameSender(looks: Looks(theme: options.theme, level: colors), ascii: isASCII)
    size = Size(Int(interleave_columns()), Int(interleave_rows()))
    begin()
  }

  deinit { close() }

  private static func startColors(atMost most: ColorLevel) -> ColorLevel {
    guard most > .mono, environment("NO_COLOR") == nil, has_colors(), start_color() == OK else {
      return .mono
    }
    return use_default_colors() == OK ? min(most, ColorLevel(colors: interleave_colors())) : .mono
  }

  private func begin() {
    // What to go back to is what stood before ncurses changed it.
    reset_shell_mode()
    interleave_guard_arm(1, modes.restoring, modes.restoring.utf8.count)
    reset_prog_mode()
    set_escdelay(25)
    raw()
    noecho()
    nonl()
    def_prog_mode()
    modes.enter()
  }

  /// Puts everything back as it was. The terminal can't be used after that.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    modes.leave()
    endwin()
    modes.clear()
    interleave_guard_disarm()
    input.close()
    delscreen(screen)
    interleave_signals_end()
  }
}

// MARK: Showing

extension Terminal {
  /// Sends what differs from the last frame.
  package func show(_ frame: Frame) {
    guard isOpen else { return }
    lastFrame = frame
    sender.send(frame)
  }

  /// Shows the last frame again, in full: something else may have written to the terminal.
  package func redraw() {
    guard isOpen else { return }
    interleave_redraw_all()
    sender.forget()
    if let lastFrame { sender.send(lastFrame) }
  }

  package func use(_ theme: Theme) {
    sender.looks = Looks(theme: theme, level: colors)
    redraw()
  }

  package func bell() {
    if isOpen { beep() }
  }
}

// MARK: Being away

extension Terminal {
  /// Lends the terminal to another program, an editor for instance, while `body` runs.
  package func away<Result>(_ body: () throws -> Result) rethrows -> Result {
    leave()
    interleave_signals_lend()
    defer {
      interleave_signals_reclaim()
      comeBack()
    }
    return try body()
  }

  /// Stops as Ctrl-Z does, and returns when the shell says so.
  private func suspend() {
    leave()
    interleave_stop()
    comeBack()
  }

  /// By hand: when endwin and doupdate do this, they also reset the colours that a person has given
  /// to the terminal's palette.
  private func leave() {
    modes.restore()
    reset_shell_mode()
  }

  private func comeBack() {
    reset_prog_mode()
    modes.enterAgain()
    // As it shows now, whatever ncurses remembers.
    curs_set(1)
    updateSize()
    redraw()
  }

  private func updateSize() {
    var window = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return
    }
    let now = Size(Int(window.ws_col), Int(window.ws_row))
    guard now != size else { return }
    resize_term(Int32(now.height), Int32(now.width))
    size = Size(Int(interleave_columns()), Int(interleave_rows()))
    // What the terminal made of the old picture only it knows.
    interleave_redraw_all()
    sender.forget()
    pending.append(.resized(size))
  }
}

// MARK: Waiting

extension Terminal {
  /// What has happened, as soon as something has; nothing where `duration` has passed first. Nil
  /// waits for as long as it takes. After `ended` it will say so again at once.
  package func wait(for duration: Duration? = nil) -> [TerminalEvent] {
    // Years would overflow, and nobody waits for them.
    let deadline = duration.map { ContinuousClock.now + min($0, .seconds(1_000_000)) }
    while isOpen {
      let state = look(until: deadline)
      if state.isReadable || input.hasMore { readInput() }
      if waker.drain() { pending.append(.woken) }
      takeSignals()
      if state.isLost { pending.append(.ended(.lost)) }
      if let pasteDeadline, ContinuousClock.now >= pasteDeadline { endPaste() }
      if !pending.isEmpty {
        defer { pending = [] }
        return pending
      }
      if let deadline, ContinuousClock.now >= deadline { return [] }
    }
    return [.ended(.lost)]
  }

  private func readInput() {
    pending += input.read().compactMap(afterOwnKeys)
    pasteDeadline = input.isPasting ? .now + Self.pastePatience : nil
  }

  private func endPaste() {
    pasteDeadline = nil
    if let event = input.endPaste() { pending.append(event) }
  }

  private struct PollState {
    var isReadable = false
    var isLost = false
  }

  private func look(until deadline: ContinuousClock.Instant?) -> PollState {
    var descriptors = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&descriptors, 2, milliseconds(until: deadline))
    let happened = Int32(descriptors[0].revents)
    var state = PollState()
    guard count > 0 else { return state }
    state.isLost = happened & (POLLHUP | POLLERR | POLLNVAL) != 0
    state.isReadable = happened & POLLIN != 0 && !state.isLost
    if state.isReadable {
      // Readable with nothing to read is the end of a file.
      var available: Int32 = 0
      state.isLost = ioctl(0, UInt(FIONREAD), &available) != 0 || available == 0
    }
    return state
  }

  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    if !pending.isEmpty || input.hasMore { return 0 }
    var left = deadline.map { max($0 - .now, .zero) }
    if let pasteDeadline {
      let patience = max(pasteDeadline - .now, .zero)
      left = min(left ?? patience, patience)
    }
    guard let (seconds, attoseconds) = left?.components else { return -1 }
    let rounded = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(min(seconds * 1000 + rounded, 3_600_000))
  }

  /// Ctrl-Z and Ctrl-L mean the same everywhere.
  private func afterOwnKeys(_ event: TerminalEvent) -> TerminalEvent? {
    switch event {
    case .key(Key("z", .control)):
      suspend()
      return .resumed
    case .key(Key("l", .control)):
      redraw()
      return nil
    default: return event
    }
  }

  private func takeSignals() {
    let signals = Int(interleave_signals_take())
    func has(_ bit: Int) -> Bool { signals & bit != 0 }
    if has(INTERLEAVE_STOPPED) {
      suspend()
      pending.append(.resumed)
    } else if has(INTERLEAVE_CONTINUED) {
      comeBack()
      pending.append(.resumed)
    } else if has(INTERLEAVE_RESIZED) {
      updateSize()
    }
    if has(INTERLEAVE_INTERRUPTED) { pending.append(.key(Key("c", .control))) }
    if has(INTERLEAVE_TERMINATED) { pending.append(.ended(.terminated)) }
    if has(INTERLEAVE_HUNG_UP) { pending.append(.ended(.hungUp)) }
  }
}

extension Ending {
  /// Ends the process the way it was asked to. Everything has to be put back before.
  package func endProcess() -> Never {
    switch self {
    case .terminated: interleave_die_by(SIGTERM)
    case .hungUp: interleave_die_by(SIGHUP)
    case .lost: exit(1)
    }
  }
}
