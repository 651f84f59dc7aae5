// Starting programs. Swift's Glibc module lacks half of what a clean start needs.
#pragma once
#include <signal.h>
#include <sys/types.h>

#include "Supervisor.h"

// The words that this program was started with, its name first. Swift's runtime reads them from /proc,
// and traps where there is none.
int interleave_word_count(void);
const char *interleave_word(int index);
// This program's own file, or NULL.
const char *interleave_own_file(void);

// A pipe that no other child inherits. Returns 0 or an errno.
int interleave_pipe(int ends[2]);

// Starts `file` (searched on PATH where it has no slash) in a process group of its own, with
// `descriptors` as its input, output and errors, every other descriptor closed, no signal blocked
// and every signal at its default. Returns 0 or an errno.
int interleave_spawn(
    pid_t *pid, const char *file, char *const arguments[], const int descriptors[3]);

// Starts `file` as a shell would start a program in the foreground: in this process's group, with
// its terminal and all that it has open and hands on, and with `mask` as its blocked signals. What
// is ignored stays ignored. Returns 0 or an errno.
int interleave_spawn_attached(
    pid_t *pid, const char *file, char *const arguments[], char *const environment[],
    const sigset_t *mask);

// Waits for one of `signals`, which must be blocked. Returns its number, or 0 if none came in time.
// `is_sent` says whether a process has sent it to us, so that nobody else has got it; what a terminal
// sends goes to all programs in front of it.
int interleave_await_signal(const sigset_t *signals, long long nanoseconds, int *is_sent);
