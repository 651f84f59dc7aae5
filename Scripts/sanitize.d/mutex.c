// Linked into what is built with the sanitizer of threads. Where a mutex of Swift is contended, the
// library, which is not built so, has the kernel hand it over, and the sanitizer sees nothing of
// that: it would call what the mutex guards a race. This tells it.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock(uint32_t thread, SELF self) __asm__(LOCK);
SWIFT void unlock(SELF self) __asm__(UNLOCK);

SWIFT void lock(uint32_t thread, SELF self) {
  ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, self);
  __tsan_acquire(self);
}

SWIFT void unlock(SELF self) {
  __tsan_release(self);
  ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(self);
}
