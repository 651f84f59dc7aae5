// What has to happen inside of signal handlers, where Swift may not run.
#pragma once
#include <stddef.h>

enum {
  INTERLEAVE_RESIZED = 1,
  INTERLEAVE_TERMINATED = 2,
  INTERLEAVE_HUNG_UP = 4,
  INTERLEAVE_INTERRUPTED = 8,
  INTERLEAVE_STOPPED = 16,
  INTERLEAVE_CONTINUED = 32,
};

// Notes the signals that concern a screen, and writes a byte to `wake_descriptor` for each. A second
// SIGTERM or SIGHUP restores the terminal and ends the process at once, in case nobody listens.
void interleave_signals_begin(int wake_descriptor);
// Puts back what was before.
void interleave_signals_end(void);
// The signals noted since the last call, as bits of the above.
unsigned interleave_signals_take(void);

// While another program has the terminal: it is the one to interrupt, and stopping it stops us too.
void interleave_signals_lend(void);
void interleave_signals_reclaim(void);

// Stops this process and its group as Ctrl-Z would, and returns when it is continued.
void interleave_stop(void);

// Keeps what restores the terminal on `descriptor`: its present modes, and bytes to write. A crash, a
// second SIGTERM and exit() use it while it is armed.
void interleave_guard_arm(int descriptor, const char *bytes, size_t count);
void interleave_guard_disarm(void);

// Ends the process by a signal, so that whoever waits for it sees why it ended.
_Noreturn void interleave_die_by(int number);
