#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

int interleave_pipe(int ends[2]) {
#if defined(__linux__)
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
#else
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

// Threads of the concurrency runtime block every signal, and children inherit that.
static void set_signals(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setsigdefault(attributes, &all);
}

static void close_others(posix_spawn_file_actions_t *actions, short *flags, int kept) {
#if defined(__APPLE__)
  *flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
  for (int number = 0; number < kept; number++)
    posix_spawn_file_actions_addinherit_np(actions, number);
#elif defined(__GLIBC__)
  (void)flags;
  posix_spawn_file_actions_addclosefrom_np(actions, kept);
#endif
}

int interleave_spawn(
    pid_t *pid, const char *file, char *const arguments[], const int descriptors[3]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int number = 0; number < 3; number++)
    posix_spawn_file_actions_adddup2(&actions, descriptors[number], number);
  close_others(&actions, &flags, 3);
  set_signals(&attributes);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, flags);
  int result = posix_spawnp(pid, file, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

int interleave_spawn_attached(
    pid_t *pid, const char *file, char *const arguments[], char *const environment[],
    const sigset_t *mask) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, mask);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  int result = posix_spawnp(pid, file, NULL, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  return result;
}

int interleave_await_signal(const sigset_t *signals, long long nanoseconds, int *is_sent) {
  if (nanoseconds < 0) nanoseconds = 0;
#if defined(__linux__)
  siginfo_t information;
  struct timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int number = sigtimedwait(signals, &information, &limit);
  if (number <= 0) return 0;
  *is_sent = information.si_code <= 0;
  return number;
#else
  // Without sigtimedwait: look, and look again a little later.
  const long long step = 5000000;
  for (;;) {
    sigset_t pending;
    sigpending(&pending);
    for (int number = 1; number < NSIG; number++) {
      if (!sigismember(signals, number) || !sigismember(&pending, number)) continue;
      sigset_t one;
      sigemptyset(&one);
      sigaddset(&one, number);
      sigwait(&one, &number);
      *is_sent = number == SIGTERM || number == SIGHUP || number == SIGUSR1 || number == SIGUSR2;
      return number;
    }
    if (nanoseconds <= 0) return 0;
    struct timespec pause = {0, nanoseconds < step ? nanoseconds : step};
    nanosleep(&pause, NULL);
    nanoseconds -= step;
  }
#endif
}

static int connected_sockets(int ends[2]) {
#if defined(__linux__)
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
#else
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
  for (int index = 0; index < 2; index++) fcntl(ends[index], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

int interleave_spawn_supervisor(
    pid_t *pid, int *control, char *const arguments[], char *const environment[],
    const int descriptors[3]) {
  enum { COUNT = 4, BEYOND = 16 };
  int ends[2], high[COUNT], result = connected_sockets(ends);
  if (result) return result;
  // Away from the numbers that they are to become.
  for (int number = 0; number < COUNT; number++) {
    high[number] =
        fcntl(number < 3 ? descriptors[number] : ends[1], F_DUPFD_CLOEXEC, BEYOND);
    if (high[number] < 0) result = errno;
  }
  close(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int number = 0; number < COUNT; number++)
    posix_spawn_file_actions_adddup2(&actions, high[number], number);
  close_others(&actions, &flags, COUNT);
  set_signals(&attributes);
  posix_spawnattr_setflags(&attributes, flags);
  const char *file = interleave_own_file();
  if (!result && !file) result = ENOENT;
  if (!result) result = posix_spawn(pid, file, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  for (int number = 0; number < COUNT; number++)
    if (high[number] >= 0) close(high[number]);
  if (result) close(ends[0]);
  *control = result ? -1 : ends[0];
  return result;
}
