#include "CArena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk {
  struct chunk *previous;
  size_t size, used;
} chunk;

// Stands before each allocation, so that it can grow and be used again.
typedef struct header {
  size_t size;
  struct header *next_free;
} header;

// Small pieces that were freed, by their size in steps of 16 bytes: cmark merges many short texts.
enum { FREE_LISTS = 33 };

struct interleave_arena {
  interleave_arena *outer;
  chunk *last;
  // The outer arena's newest chunk, whose rest is used first, and how much of it was used before.
  chunk *shared;
  size_t used_before;
  header *free[FREE_LISTS];
};

enum { FIRST_CHUNK = 16 << 10, LARGEST_CHUNK = 1 << 20 };

static _Thread_local interleave_arena *current;

static size_t aligned(size_t size) { return (size + 15) & ~(size_t)15; }

static unsigned char *room(chunk *in) {
  return (unsigned char *)in + aligned(sizeof(chunk)) + in->used;
}

// With what was there before in it. cmark does not expect an allocation to fail, and neither does its
// own allocator return then.
static void *take(size_t size) {
  size_t needed = aligned(size) + sizeof(header);
  chunk *last = current->last;
  if (size > SIZE_MAX / 2) abort();
  size_t list = aligned(size) / 16;
  if (list < FREE_LISTS && current->free[list]) {
    header *again = current->free[list];
    current->free[list] = again->next_free;
    again->size = size;
    return again + 1;
  }
  if (!last || last->size - last->used < needed) {
    size_t wanted = last ? last->size * 2 : FIRST_CHUNK;
    if (wanted > LARGEST_CHUNK) wanted = LARGEST_CHUNK;
    if (wanted < needed) wanted = needed;
    chunk *fresh = malloc(aligned(sizeof(chunk)) + wanted);
    if (!fresh) abort();
    fresh->previous = last;
    fresh->size = wanted;
    fresh->used = 0;
    current->last = last = fresh;
  }
  header *start = (header *)room(last);
  start->size = size;
  last->used += needed;
  return start + 1;
}

static void *arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / 2 / size) abort();
  return memset(take(count * size), 0, count * size);
}

static void arena_free(void *memory);

static void *arena_realloc(void *memory, size_t size) {
  if (!memory) return take(size);
  header *start = (header *)memory - 1;
  if (size <= start->size) return memory;
  // The newest allocation grows where it stands.
  chunk *last = current->last;
  size_t have = aligned(start->size), extra = aligned(size) - have;
  if ((unsigned char *)memory + have == room(last) && last->size - last->used >= extra) {
    last->used += extra;
    start->size = size;
    return memory;
  }
  void *moved = take(size);
  memcpy(moved, memory, start->size);
  arena_free(memory);
  return moved;
}

static void arena_free(void *memory) {
  if (!memory) return;
  header *start = (header *)memory - 1;
  size_t list = aligned(start->size) / 16;
  if (list >= FREE_LISTS) return;
  start->next_free = current->free[list];
  current->free[list] = start;
}

cmark_mem *interleave_arena_memory(void) {
  static cmark_mem memory = {arena_calloc, arena_realloc, arena_free};
  return &memory;
}

interleave_arena *interleave_arena_begin(void) {
  interleave_arena *arena = calloc(1, sizeof *arena);
  if (!arena) return NULL;
  arena->outer = current;
  if (current && current->last) {
    arena->last = arena->shared = current->last;
    arena->used_before = current->last->used;
  }
  current = arena;
  return arena;
}

void interleave_arena_end(interleave_arena *arena) {
  current = arena->outer;
  for (chunk *last = arena->last; last != arena->shared;) {
    chunk *previous = last->previous;
    free(last);
    last = previous;
  }
  if (arena->shared) arena->shared->used = arena->used_before;
  free(arena);
}
