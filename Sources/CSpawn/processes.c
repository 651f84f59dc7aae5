#define _GNU_SOURCE
#include "processes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)

bool can_see_descendants(void) { return access("/proc/self/stat", R_OK) == 0; }

// The beginning of a file in /proc; how much, or -1.
static ssize_t read_start(const char *path, char *buffer, size_t size) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  ssize_t count = read(descriptor, buffer, size - 1);
  close(descriptor);
  if (count >= 0) buffer[count] = 0;
  return count;
}

static void add(struct process_table *table, pid_t pid) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  if (read_start(path, text, sizeof text) <= 0) return;
  // The name stands in brackets, and may hold any others.
  char *rest = strrchr(text, ')');
  char state;
  struct process entry = {.pid = pid};
  if (!rest || sscanf(rest + 1, " %c %d %d", &state, &entry.parent, &entry.group) != 3) return;
  entry.is_dead = state == 'Z' || state == 'X';
  if (table->count == table->capacity) {
    size_t capacity = table->capacity ? table->capacity * 2 : 512;
    struct process *entries = realloc(table->entries, capacity * sizeof *entries);
    if (!entries) return;
    table->entries = entries;
    table->capacity = capacity;
  }
  table->entries[table->count++] = entry;
}

static int by_pid(const void *a, const void *b) {
  pid_t first = ((const struct process *)a)->pid, second = ((const struct process *)b)->pid;
  return (first > second) - (first < second);
}

static bool descends(const struct process_table *table, pid_t pid, pid_t ancestor) {
  // Read one after the other, parents may seem to go in a circle.
  for (size_t step = 0; step < table->count; step++) {
    struct process key = {.pid = pid};
    struct process *entry =
        bsearch(&key, table->entries, table->count, sizeof key, by_pid);
    if (!entry || entry->parent <= 0) return false;
    if (entry->parent == ancestor) return true;
    pid = entry->parent;
  }
  return false;
}

size_t read_processes(struct process_table *table) {
  table->count = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  struct dirent *item;
  while ((item = readdir(folder))) {
    pid_t pid = atoi(item->d_name);
    if (pid > 0) add(table, pid);
  }
  closedir(folder);
  qsort(table->entries, table->count, sizeof *table->entries, by_pid);
  size_t living = 0;
  pid_t self = getpid();
  for (size_t index = 0; index < table->count; index++) {
    struct process *entry = &table->entries[index];
    entry->is_descendant = descends(table, entry->pid, self);
    if (entry->is_descendant && !entry->is_dead) living++;
  }
  return living;
}

void kill_children(void) {
  char path[64], text[16384];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
  if (read_start(path, text, sizeof text) <= 0) return;
  char *rest = text;
  for (long pid = strtol(rest, &rest, 10); pid > 0; pid = strtol(rest, &rest, 10))
    kill((pid_t)pid, SIGKILL);
}

// The number behind a name in a file of /proc, or `missing`.
static long long number_in(const char *text, const char *name, long long missing) {
  const char *line = strstr(text, name);
  return line ? atoll(line + strlen(name)) : missing;
}

long long memory_of(pid_t pid) {
  char path[64], text[2048];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  if (read_start(path, text, sizeof text) <= 0) return 0;
  return (number_in(text, "\nRssAnon:", 0) + number_in(text, "\nRssShmem:", 0)) * 1024;
}

long long fair_memory_of(pid_t pid) {
  char path[64], text[2048];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
  if (read_start(path, text, sizeof text) <= 0) return -1;
  long long shares = number_in(text, "\nPss_Anon:", -1);
  return shares < 0 ? -1 : (shares + number_in(text, "\nPss_Shmem:", 0)) * 1024;
}

long tasks_of_machine(void) {
  char text[128];
  if (read_start("/proc/loadavg", text, sizeof text) <= 0) return -1;
  char *slash = strchr(text, '/');
  return slash ? atol(slash + 1) : -1;
}

static long count_threads(pid_t pid) {
  char path[64], text[2048];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  if (read_start(path, text, sizeof text) <= 0) return 1;
  return (long)number_in(text, "\nThreads:", 1);
}

long tasks_of_user(void) {
  long result = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  struct dirent *item;
  struct stat information;
  while ((item = readdir(folder))) {
    pid_t pid = atoi(item->d_name);
    if (pid > 0 && fstatat(dirfd(folder), item->d_name, &information, 0) == 0
        && information.st_uid == getuid())
      result += count_threads(pid);
  }
  closedir(folder);
  return result;
}

static bool has_in_environment(pid_t pid, const char *text) {
  char path[64], buffer[65536];
  snprintf(path, sizeof path, "/proc/%d/environ", pid);
  ssize_t count = read_start(path, buffer, sizeof buffer);
  return count > 0 && memmem(buffer, (size_t)count, text, strlen(text)) != NULL;
}

void kill_by_environment(const char *text) {
  // One that is being born meanwhile is found the next time.
  for (int round = 0, found = 1; found && round < 100; round++) {
    found = 0;
    DIR *folder = opendir("/proc");
    if (!folder) return;
    struct dirent *item;
    while ((item = readdir(folder))) {
      pid_t pid = atoi(item->d_name);
      if (pid <= 1 || pid == getpid() || !has_in_environment(pid, text)) continue;
      found = kill(pid, SIGKILL) == 0 || found;
    }
    closedir(folder);
    if (found) usleep(2000);
  }
}

#else

bool can_see_descendants(void) { return false; }
size_t read_processes(struct process_table *table) { return table->count = 0; }
void kill_children(void) {}
long long memory_of(pid_t pid) { return (void)pid, 0; }
long long fair_memory_of(pid_t pid) { return (void)pid, -1; }
long tasks_of_machine(void) { return -1; }
long tasks_of_user(void) { return 0; }
void kill_by_environment(const char *text) { (void)text; }

#endif
