#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void pseudo_terminal_resize(int near_end, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  ioctl(near_end, TIOCSWINSZ, &size);
}

int pseudo_terminal_open(int columns, int rows, char name[128]) {
  int near_end = posix_openpt(O_RDWR | O_NOCTTY);
  if (near_end < 0) return -1;
  fcntl(near_end, F_SETFD, FD_CLOEXEC);
  fcntl(near_end, F_SETFL, O_NONBLOCK);
  // Not ptsname: tests run side by side, and its one buffer would give two of them one terminal.
  if (grantpt(near_end) != 0 || unlockpt(near_end) != 0 || ptsname_r(near_end, name, 128) != 0) {
    close(near_end);
    return -1;
  }
  pseudo_terminal_resize(near_end, columns, rows);
  return near_end;
}

int pseudo_terminal_spawn(
    pid_t *pid, const char *far_end, char *const arguments[], char *const environment[]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // The first terminal that the leader of a session opens is its own.
  posix_spawn_file_actions_addopen(&actions, 0, far_end, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
#if defined(__GLIBC__)
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int result = posix_spawn(pid, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}
