// The processes below this one.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
  pid_t pid, parent, group;
  bool is_dead; // and only waits to be asked how it ended
  bool is_descendant;
};

struct process_table {
  struct process *entries;
  size_t count, capacity;
};

// Whether descendants can be found at all; elsewhere only the program's own group is known.
bool can_see_descendants(void);

// Reads the table anew and marks the descendants of this process. Returns how many of them live.
size_t read_processes(struct process_table *table);

// Kills the children of this process, which takes a few microseconds where the system lists them.
void kill_children(void);

// Bytes that a process has in memory and did not take from a file. What it shares with others that
// were forked off counts for each of them.
long long memory_of(pid_t pid);

// The same with what is shared divided among those that share it; takes much longer. Or -1.
long long fair_memory_of(pid_t pid);

// How many processes and threads this machine has; -1 where that is not known. Costs one read.
long tasks_of_machine(void);

// How many processes and threads this user has.
long tasks_of_user(void);

// Kills what has `text` in its environment: what is left of a run whose supervisor was killed.
void kill_by_environment(const char *text);
