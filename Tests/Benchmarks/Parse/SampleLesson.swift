/// A lesson of ordinary content, as long as is wanted.
enum SampleLesson {
  static func text(bytes: Int) -> String {
    var text = """
      ---
      format: 1
      id: sample
      title: A sample
      minutes: 20
      ---

      """
    var number = 1
    while text.utf8.count < bytes {
      text += step(number)
      number += 1
    }
    return text
  }

  private static func step(_ number: Int) -> String {
    """
    ## Step \(number), with *some* waiting
    <!-- id: step-\(number) -->

    Each call waits for the one before it, so the waits **add up**. While one call waits, the
    processor has nothing to do: `time.sleep` gives it back to the [system](https://example.org).

    > [!PREDICT id=guess-\(number)] How long do the three calls take together?
    > - [ ] about 1 second
    >   Only if they could overlap.
    > - [x] about 3 seconds
    >   The waits add up, because nothing else can run meanwhile.

    ```python demo=demo-\(number) variant=sync title="one after another"
    import time

    CALLS = 3  # knob 1..20: how many calls
    SECONDS = 1.0  # knob 0.1..2 step 0.1


    def fetch(number):
        time.sleep(SECONDS)
        return f"page {number}"


    for number in range(CALLS):
        print(fetch(number))
    ```

    ```claims demo=demo-\(number)
    finishes
    total 3 s ± 20%
    ```

    | kind of work | what it does most | what helps |
    | --- | --- | ---: |
    | a request | wait for the other side | overlapping |
    | a sum over a list | compute | another process |

    - A call that waits holds its thread.
    - A thread that waits costs *memory*, and no time of the processor.
      - This is a list in the list, with `code` in it.

    > [!NOTE]
    > A wait is not work. The timeline shows the two with different signs.

    <!-- notes: Ask the room before you run it. Somebody will say one second. -->


    """
  }
}
