#pragma once
// May be called from a signal handler, any number of times.
void interleave_restore(void);
