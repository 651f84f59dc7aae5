import Narration
import Testing

@testable import Scenes

@Suite("What is said before a room")
struct StageNoticeTests {
  @Test(
    "Of a path only its end is shown",
    arguments: [
      ("/home/ada/talks/a.py: there is no such file.", "a.py: there is no such file."),
      ("~/talks/a.py is no text in UTF-8.", "a.py is no text in UTF-8."),
      (
        "This lesson cannot be read; \"interleave check /home/ada/My Course/01-a\" says why.",
        "This lesson cannot be read; \"interleave check 01-a\" says why."
      ),
      ("\"/home/ada/My Course/a b.py\" is gone.", "\"a b.py\" is gone."),
      ("No folder could be made in /tmp.", "No folder could be made in tmp."),
      ("Two: ./a/b.py and (../c/d.py).", "Two: b.py and (d.py)."),
      ("With --python=/opt/x/bin/python3, not here.", "With --python=python3, not here."),
      ("It is ~/ and /home/.", "It is a folder and home."),
    ])
  func paths(_ text: String, _ shown: String) {
    #expect(withoutPaths(text) == shown)
  }

  @Test(
    "What is no path stays",
    arguments: [
      "Press / to search.", "1/2 of it and/or more.", "See https://example.org/x.", "", "/", "~",
      "The same once more ends the presentation for the whole room.",
    ])
  func others(_ text: String) {
    #expect(withoutPaths(text) == text)
  }
}
