#include "CTerminal.h"
#include "restore.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static const struct {
  int number;
  unsigned bit;
} watched[] = {
    {SIGWINCH, INTERLEAVE_RESIZED},   {SIGTERM, INTERLEAVE_TERMINATED},
    {SIGHUP, INTERLEAVE_HUNG_UP},     {SIGINT, INTERLEAVE_INTERRUPTED},
    {SIGTSTP, INTERLEAVE_STOPPED},    {SIGCONT, INTERLEAVE_CONTINUED},
};
enum { WATCHED = sizeof watched / sizeof *watched };

static atomic_uint noted;
static atomic_bool is_ending;
static atomic_int wake_descriptor = -1;
static struct sigaction before[WATCHED];
static struct sigaction quit_before;

_Noreturn void interleave_die_by(int number) {
  signal(number, SIG_DFL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  sigprocmask(SIG_UNBLOCK, &one, NULL);
  raise(number);
  _exit(128 + number);
}

static void note(int number) {
  int kept = errno;
  if (number == SIGTERM || number == SIGHUP) {
    if (atomic_exchange(&is_ending, true)) {
      interleave_restore();
      interleave_die_by(number);
    }
  }
  for (int index = 0; index < WATCHED; index++)
    if (watched[index].number == number) atomic_fetch_or(&noted, watched[index].bit);
  // The pipe does not block: when it is full, it wakes all the same.
  ssize_t written = write(atomic_load(&wake_descriptor), "", 1);
  (void)written;
  errno = kept;
}

static void watch(int index, struct sigaction *old) {
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(watched[index].number, &action, old);
}

void interleave_signals_begin(int descriptor) {
  atomic_store(&wake_descriptor, descriptor);
  atomic_store(&noted, 0);
  atomic_store(&is_ending, false);
  for (int index = 0; index < WATCHED; index++) {
    watch(index, &before[index]);
    // What nohup or a shell without job control has set to be ignored stays ignored.
    if (before[index].sa_handler == SIG_IGN)
      sigaction(watched[index].number, &before[index], NULL);
  }
}

void interleave_signals_end(void) {
  for (int index = 0; index < WATCHED; index++)
    sigaction(watched[index].number, &before[index], NULL);
  atomic_store(&wake_descriptor, -1);
}

unsigned interleave_signals_take(void) { return atomic_exchange(&noted, 0); }

static void ignore(int number) { (void)number; }

void interleave_signals_lend(void) {
  // A handler, because a program that is started would inherit SIG_IGN.
  struct sigaction action = {.sa_handler = ignore, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGQUIT, &action, &quit_before);
  signal(SIGTSTP, SIG_DFL);
}

void interleave_signals_reclaim(void) {
  sigaction(SIGQUIT, &quit_before, NULL);
  for (int index = 0; index < WATCHED; index++)
    if (watched[index].number == SIGINT || watched[index].number == SIGTSTP) {
      if (before[index].sa_handler == SIG_IGN)
        sigaction(watched[index].number, &before[index], NULL);
      else
        watch(index, NULL);
    }
}

void interleave_stop(void) {
  struct sigaction ignored = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL}, ours;
  sigaction(SIGTSTP, &ignored, &ours);
  kill(0, SIGTSTP);
  // To this thread, so that it has happened when raise returns.
  sigaction(SIGTSTP, &standard, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  // Whoever called knows of it.
  atomic_fetch_and(&noted, ~(unsigned)INTERLEAVE_CONTINUED);
}
