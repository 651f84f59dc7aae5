// Starting programs. Swift's Glibc module lacks half of what a clean start needs.
#pragma once
#include <sys/types.h>

// A pipe that no other child inherits. Returns 0 or an errno.
int interleave_pipe(int ends[2]);

// Starts `file` (searched on PATH where it has no slash) in a process group of its own, with
// `descriptors` as its input, output and errors, every other descriptor closed, no signal blocked
// and every signal at its default. Returns 0 or an errno.
int interleave_spawn(
    pid_t *pid, const char *file, char *const arguments[], const int descriptors[3]);

// Starts `file` in this process's group and with its terminal, input and output, as a shell would
// start a program in the foreground. Returns 0 or an errno.
int interleave_spawn_attached(
    pid_t *pid, const char *file, char *const arguments[], char *const environment[]);
