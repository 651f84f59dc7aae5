// What stands between this program and a program of somebody else.
#pragma once
#include <stdint.h>
#include <sys/types.h>

// A program of somebody else is not started by this process but by a supervisor: this same program,
// executed once more under the name below. It makes the run's folder, starts the program, holds its
// limits, ends it with all its descendants, and removes the folder, also when this process was
// killed: then its end of the control socket is closed, and that is all the supervisor waits for.

#define INTERLEAVE_SUPERVISOR "interleave-supervisor"

// The arguments of the supervisor, in their order and in decimal; behind them the program's.
enum {
  INTERLEAVE_ARGUMENT_FOLDER = 1, // made by the supervisor, with the folders of a run in it
  INTERLEAVE_ARGUMENT_WALL,       // milliseconds
  INTERLEAVE_ARGUMENT_GRACE,      // milliseconds between two steps of stopping
  INTERLEAVE_ARGUMENT_MEMORY,     // bytes in use, of all its processes together
  INTERLEAVE_ARGUMENT_PROCESSES,  // at the same time
  INTERLEAVE_ARGUMENT_TASKS,      // processes and threads, where the system counts them
  INTERLEAVE_ARGUMENT_SPACE,      // bytes of address space of one process
  INTERLEAVE_ARGUMENT_CPU,        // seconds of processor time of one process
  INTERLEAVE_ARGUMENT_FILES,      // open files of one process
  INTERLEAVE_ARGUMENT_FILE_SIZE,  // bytes
  INTERLEAVE_ARGUMENT_DISK,       // bytes of all files in its folder together
  INTERLEAVE_ARGUMENT_WRAPPED,    // 1: the program is a sandbox, and what runs in it is its child
  INTERLEAVE_ARGUMENT_PROGRAM,
};

// What the supervisor says: two numbers each time.
struct interleave_report {
  int32_t kind;
  int32_t value;
};

enum {
  INTERLEAVE_MADE = 1,    // the folder is there; else the errno
  INTERLEAVE_STARTED,     // the program's pid
  INTERLEAVE_NOT_STARTED, // the errno
  INTERLEAVE_LIMIT,       // which limit was reached; the program is being ended
  INTERLEAVE_ENDED,       // the program's status, as from waitpid
  INTERLEAVE_LEFT,        // how many of its processes had to be ended after it
  INTERLEAVE_DONE,        // nothing of it runs any more; 1 where a file has grown to its limit
};

enum {
  INTERLEAVE_LIMIT_WALL = 1,
  INTERLEAVE_LIMIT_MEMORY,
  INTERLEAVE_LIMIT_PROCESSES,
  INTERLEAVE_LIMIT_DISK,
};

// What the supervisor is told: one letter each time.
enum {
  INTERLEAVE_GO = 'g',
  INTERLEAVE_STOP = 's', // the next step of stopping: interrupt, terminate, kill
  INTERLEAVE_KILL = 'k',
};

// Starts a supervisor with the program's environment and with `descriptors` as the program's input,
// output and errors. `control` becomes this process's end of the socket. Returns 0 or an errno.
int interleave_spawn_supervisor(
    pid_t *pid, int *control, char *const arguments[], char *const environment[],
    const int descriptors[3]);
