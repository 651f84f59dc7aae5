// The memory of a cmark tree, taken in large pieces and given back at once.
//
// A tree is thousands of small nodes. Freed one by one between the allocations of the model that is
// made from it, they leave the heap in pieces, which costs more time than the parsing.
#pragma once
#include <cmark-gfm.h>

typedef struct interleave_arena interleave_arena;

// From here on this thread's trees are made in a new arena. NULL where there is no memory.
interleave_arena *interleave_arena_begin(void);

// Frees the arena, and with it every tree in it. Arenas end in the reverse order of their beginning,
// on the thread that they began on.
void interleave_arena_end(interleave_arena *arena);

// What cmark allocates with while an arena is open on this thread.
cmark_mem *interleave_arena_memory(void);
