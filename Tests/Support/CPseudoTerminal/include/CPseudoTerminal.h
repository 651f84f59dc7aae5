// A terminal that a test holds the other end of.
#pragma once
#include <sys/types.h>

// Opens one of this size. Returns its near end, or -1; `name` gets the far end's path.
int pseudo_terminal_open(int columns, int rows, char name[128]);
void pseudo_terminal_resize(int near_end, int columns, int rows);

// Starts a program in a session of its own with the far end as its terminal, no signal blocked or
// ignored and nothing else open. Returns 0 or an errno.
int pseudo_terminal_spawn(
    pid_t *pid, const char *far_end, char *const arguments[], char *const environment[]);
