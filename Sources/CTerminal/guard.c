#include "CTerminal.h"
#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// A handler gets no argument of ours: what it needs has to be where it can find it.
static struct {
  atomic_bool armed;
  int descriptor;
  struct termios modes;
  char bytes[512];
  size_t count;
} guard;

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction before[CRASHES];
// A stack that overflowed has no room for a handler.
static char spare_stack[64 * 1024];

void interleave_restore(void) {
  if (!atomic_exchange(&guard.armed, false)) return;
  int kept = errno;
  sigset_t output, old;
  sigemptyset(&output);
  sigaddset(&output, SIGTTOU);
  sigprocmask(SIG_BLOCK, &output, &old);
  // A terminal that nobody reads must not keep us. The flag belongs to whoever else has it open, too.
  int flags = fcntl(guard.descriptor, F_GETFL);
  fcntl(guard.descriptor, F_SETFL, flags | O_NONBLOCK);
  ssize_t written = write(guard.descriptor, guard.bytes, guard.count);
  (void)written;
  fcntl(guard.descriptor, F_SETFL, flags);
  tcsetattr(guard.descriptor, TCSANOW, &guard.modes);
  sigprocmask(SIG_SETMASK, &old, NULL);
  errno = kept;
}

// Ctrl-\ is a key. It can be typed while the terminal makes a signal of it all the same: between
// giving it back and being stopped, or after somebody else has changed its modes.
static bool was_typed(int number, const siginfo_t *information) {
#ifdef SI_KERNEL
  return number == SIGQUIT && information->si_code == SI_KERNEL;
#else
  (void)number, (void)information;
  return false;
#endif
}

static void crashed(int number, siginfo_t *information, void *context) {
  (void)context;
  if (was_typed(number, information)) return;
  static const char said[] = "interleave crashed; the terminal has been restored.\n";
  interleave_restore();
  // SIGQUIT is somebody's wish.
  ssize_t written = number == SIGQUIT ? 0 : write(STDERR_FILENO, said, sizeof said - 1);
  (void)written;
  for (int index = 0; index < CRASHES; index++) sigaction(crashes[index], &before[index], NULL);
  raise(number);
}

static void handle_crashes(void) {
  stack_t stack = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action = {
      .sa_sigaction = crashed, .sa_flags = SA_ONSTACK | SA_SIGINFO | SA_RESTART};
  sigfillset(&action.sa_mask);
  // Swift's backtracer would wait for a key in a terminal that is being restored. Who sets the
  // variable wants it.
  int wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;
  for (int index = 0; index < CRASHES; index++) {
    sigaction(crashes[index], &action, &before[index]);
    if (!wants_backtrace) before[index] = (struct sigaction){.sa_handler = SIG_DFL};
  }
}

void interleave_guard_arm(int descriptor, const char *bytes, size_t count) {
  static bool registered;
  if (!registered) {
    registered = true;
    handle_crashes();
    atexit(interleave_restore);
  }
  atomic_store(&guard.armed, false);
  guard.descriptor = descriptor;
  guard.count = count < sizeof guard.bytes ? count : sizeof guard.bytes;
  memcpy(guard.bytes, bytes, guard.count);
  if (tcgetattr(descriptor, &guard.modes) == 0) atomic_store(&guard.armed, true);
}

void interleave_guard_disarm(void) { atomic_store(&guard.armed, false); }
