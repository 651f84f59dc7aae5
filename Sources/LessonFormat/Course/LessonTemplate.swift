/// The lesson that `interleave new lesson` writes: short, and with every part in its place.
package enum LessonTemplate {
  /// Whether a title can stand in the template's front matter and be read out.
  package static func isTitle(_ title: String) -> Bool {
    title.contains { !$0.isWhitespace } && !title.contains { $0.isNewline }
      && SpeakableText.problem(in: title, asProse: true) == nil
  }

  package static func text(id: String, title: String) -> String {
    let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      ---
      format: 1
      id: \(id)
      title: "\(quoted)"
      summary: What a learner can do after this lesson
      minutes: 10
      needs: []
      ---
      ## What happens first
      <!-- id: what-happens-first -->
      <!-- minutes: 5 -->

      Begin with a situation from work, in a few words. Then let the learner predict.

      > [!PREDICT id=how-long] How long do the two naps take together?
      > - [ ] about 0.5 seconds
      >   Only if they could overlap.
      > - [x] about 1 second
      >   One begins when the other has ended.

      ```python demo=two-naps variant=sync title="one after another"
      import time

      SECONDS = 0.5  # knob 0.1..2 step 0.1: the length of a nap


      def nap(name):
          time.sleep(SECONDS)
          print(name, "is done")


      nap("first")
      nap("second")
      ```

      ```python demo=two-naps variant=async title="all at once"
      import asyncio

      SECONDS = 0.5  # knob 0.1..2 step 0.1: the length of a nap


      async def nap(name):
          await asyncio.sleep(SECONDS)
          print(name, "is done")


      async def main():
          await asyncio.gather(nap("first"), nap("second"))


      asyncio.run(main())
      ```

      ```claims demo=two-naps
      finishes
      sync: total 1 s ± 30%
      async: total 0.5 s ± 30%
      async: waits at least 2 at once
      ```

      <!-- pause -->

      Explain after the run what surprised.

      <!-- notes: Ask the room for a guess before you run it. -->

      ## Your turn
      <!-- id: your-turn -->
      <!-- minutes: 5 -->

      > [!QUIZ id=why-faster] Why does the second variant take half the time?
      > - [x] The naps wait at the same time.
      > - [ ] The naps are shorter.
      >   Each takes as long as before.

      Make this program take half the time.

      ```python exercise=overlap-naps title="Two naps at once"
      import asyncio


      async def nap(name):
          await asyncio.sleep(0.5)
          print(name, "is done")


      async def main():
          await nap("first")
          await nap("second")


      asyncio.run(main())
      ```

      ```python solution=overlap-naps
      import asyncio


      async def nap(name):
          await asyncio.sleep(0.5)
          print(name, "is done")


      async def main():
          await asyncio.gather(nap("first"), nap("second"))


      asyncio.run(main())
      ```

      ```checks exercise=overlap-naps
      finishes
      waits at least 2 at once
      total under 0.9 s
      ```

      > [!HINT]
      > The second nap begins only when the first has ended. Which line says so?

      > [!HINT]
      > `asyncio.gather` takes several coroutines and waits for all of them.

      > [!EXPLANATION]
      > Both naps wait at the same time, so the longer one is the total.

      """
  }
}
