#include "CSpawn.h"

#include <stddef.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#include <stdint.h>
#else
#include <sys/auxv.h>
#endif

static int word_count;
static char **words;

// The C library hands them to constructors too.
__attribute__((constructor)) static void keep_words(int count, char **arguments) {
  word_count = count;
  words = arguments;
}

int interleave_word_count(void) { return word_count; }
const char *interleave_word(int index) { return words[index]; }

const char *interleave_own_file(void) {
#if defined(__APPLE__)
  static char path[4096];
  uint32_t size = sizeof path;
  return _NSGetExecutablePath(path, &size) == 0 ? path : NULL;
#else
  if (access("/proc/self/exe", X_OK) == 0) return "/proc/self/exe";
  return (const char *)getauxval(AT_EXECFN);
#endif
}
