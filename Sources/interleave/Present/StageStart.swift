import LessonFormat
import Room
import Tutor

struct PresentOptions {
  /// Nil for the lesson's.
  var name: String?
  var isOpen = false
  var isRehearsal = false
}

/// How a presentation begins: where the one before was cut off, if it was.
struct StageStart {
  private let options: PresentOptions
  private let name: String
  private let namesLesson: Bool
  /// Whoever names a step means that one.
  private let namesStep: Bool
  private let last: LastPlace

  /// With the id of the lesson that was named, whatever it was called there.
  init?(_ company: StartCommand.Company, lesson: String?, namesStep: Bool) {
    guard case .room(let options) = company else { return nil }
    self.options = options
    name = options.name ?? Self.roomName(lesson)
    namesLesson = lesson != nil
    self.namesStep = namesStep
    last = LastPlace(room: name)
  }

  private static func roomName(_ lesson: String?) -> String {
    let allowed = (lesson ?? "").lowercased().filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
    }
    return allowed.isEmpty ? "course" : String(allowed.prefix(32))
  }

  func resume(_ state: inout State) -> [Effect] {
    guard !namesStep, let (place, presented) = last.find(),
      let lesson = state.course.index(of: place.lesson),
      !namesLesson || state.lessonView?.lesson == lesson,
      let step = state.course.entries[lesson].steps.firstIndex(where: { $0.id == place.step }),
      !namesLesson || step > 0 || place.revealed > 0
    else { return [] }
    return reduce(&state, .user(.go(lesson: lesson, step: step)))
      + reduce(&state, .resumed(place, after: presented))
  }

  /// Without a room the presentation goes on alone, and says why.
  func link(_ about: RoomAbout, _ inbox: Inbox) -> RoomLink? {
    do throws(RoomFailure) {
      let door = StageDoor(inbox)
      let host = try RoomHost(name: name, isOpen: options.isOpen) { door.take($0) }
      if host.name != name {
        inbox.put(.told("This presentation is called \(host.name): another one is called \(name)."))
      }
      var about = about
      var own: OwnCourse?
      if let course = about.course, options.isOpen, !OwnCourse.isForAll(course) {
        about.course = nil
        about.hidesCourse = true
        own = OwnCourse(room: host.name)
        own?.keep(course)
      }
      return StageLink(host, door, about: about, place: last, own: own)
    } catch {
      inbox.put(.told("Nobody can follow, and there are no notes. \(error.sentence)"))
      return nil
    }
  }
}
