#define _GNU_SOURCE
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "processes.h"

static const char *const folders[] = {"work", "home", "tmp", "trace"};

int make_run_folder(const char *path) {
  if (mkdir(path, 0700) != 0) return -1;
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  bool is_whole = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  for (size_t index = 0; is_whole && index < sizeof folders / sizeof *folders; index++)
    is_whole = mkdirat(descriptor, folders[index], 0700) == 0;
  if (is_whole) return descriptor;
  int reason = errno;
  remove_run_folder(path);
  errno = reason;
  return -1;
}

// Goes into a folder that lies in the current one, and not through a link.
static bool enter(const char *name) {
  struct stat information;
  if (lstat(name, &information) != 0 || !S_ISDIR(information.st_mode)) return false;
  chmod(name, 0700);
  int descriptor = open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool is_inside = fchdir(descriptor) == 0;
  close(descriptor);
  return is_inside;
}

enum sweep { EMPTY, WENT_DOWN, STUCK };

// Removes what can be removed at once, or goes into the first folder that has something in it.
static enum sweep sweep_current_folder(void) {
  DIR *folder = opendir(".");
  if (!folder) return STUCK;
  enum sweep result = EMPTY;
  struct dirent *item;
  bool has_removed = false;
  while (result == EMPTY) {
    item = readdir(folder);
    // What is removed meanwhile can make others be passed over.
    if (!item && !has_removed) break;
    if (!item) {
      has_removed = false;
      rewinddir(folder);
      continue;
    }
    const char *name = item->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
    if (unlink(name) == 0 || rmdir(name) == 0) {
      has_removed = true;
    } else if (errno != ENOENT) {
      result = enter(name) ? WENT_DOWN : STUCK;
    }
  }
  closedir(folder);
  return result;
}

// Without recursion and without paths: neither how deep nor how long they are matters.
void remove_run_folder(const char *path) {
  if (rmdir(path) == 0 || !enter(path)) return;
  ino_t last = 0;
  for (long depth = 0; depth >= 0;) {
    switch (sweep_current_folder()) {
      case STUCK: return;
      case WENT_DOWN: {
        struct stat information;
        // It was empty before, and still cannot be removed.
        if (stat(".", &information) != 0 || information.st_ino == last) return;
        depth++;
        break;
      }
      case EMPTY: {
        struct stat information;
        if (stat(".", &information) != 0 || chdir("..") != 0) return;
        last = information.st_ino;
        depth--;
      }
    }
  }
  rmdir(path);
}

void remove_abandoned_folders(const char *path) {
  enum { SECONDS_TO_LOCK = 60 };
  char parent[4096], candidate[4096 + 256];
  const char *slash = strrchr(path, '/');
  const char *dash = slash ? strrchr(slash, '-') : NULL;
  if (!dash || (size_t)(slash - path) >= sizeof parent) return;
  snprintf(parent, sizeof parent, "%.*s", (int)(slash - path), path);
  DIR *folder = opendir(*parent ? parent : "/");
  if (!folder) return;
  struct dirent *item;
  while ((item = readdir(folder))) {
    struct stat information;
    if (strncmp(item->d_name, slash + 1, (size_t)(dash - slash)) != 0
        || fstatat(dirfd(folder), item->d_name, &information, AT_SYMLINK_NOFOLLOW) != 0
        || !S_ISDIR(information.st_mode) || information.st_uid != geteuid()
        || time(NULL) - information.st_mtime < SECONDS_TO_LOCK)
      continue;
    int descriptor =
        openat(dirfd(folder), item->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
      snprintf(candidate, sizeof candidate, "%s/%s", parent, item->d_name);
      kill_by_environment(candidate);
      remove_run_folder(candidate);
    }
    close(descriptor);
  }
  closedir(folder);
}

static long long size_looked_for;

static int compare_size(
    const char *path, const struct stat *information, int kind, struct FTW *where) {
  (void)path, (void)where;
  return kind == FTW_F && information->st_size >= size_looked_for;
}

bool has_file_of_size(const char *path, long long size) {
  size_looked_for = size;
  return nftw(path, compare_size, 16, FTW_PHYS) == 1;
}

static long long size_left;

static int subtract_size(
    const char *path, const struct stat *information, int kind, struct FTW *where) {
  (void)path, (void)kind, (void)where;
  return (size_left -= information->st_blocks * 512LL) < 0;
}

bool takes_more_than(const char *path, long long size) {
  size_left = size;
  return nftw(path, subtract_size, 16, FTW_PHYS) == 1;
}
