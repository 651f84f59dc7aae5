// What stands between this program and a program of somebody else: see CSpawn.h.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "CSpawn.h"
#include "folder.h"
#include "processes.h"

enum {
  CONTROL = 3, // the socket's descriptor
  TICK = 50,   // milliseconds between two looks at what the program uses
  LINGER = 500 // milliseconds that its processes have for ending after it
};

enum step { RUNNING, INTERRUPTED, TERMINATED, KILLED };

struct supervisor {
  char **arguments;
  pid_t program;
  enum step step;
  long long started, ended, last_step, last_look, next_memory_look;
  long tasks_at_last_look;
  bool is_running, is_done, has_limit_been_told, was_cut_off;
  int status;
  size_t left;
  struct process_table table;
};

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static long long argument(const struct supervisor *self, int index) {
  return atoll(self->arguments[index]);
}

static void report(int kind, int value) {
  struct interleave_report message = {kind, value};
  // Where nobody listens any more, the socket tells by its end.
  while (send(CONTROL, &message, sizeof message, 0) < 0 && errno == EINTR) {}
}

// MARK: Starting the program

// `beyond`: how much further the program may go once it was told.
static void limit(int resource, long long wanted, rlim_t beyond) {
  struct rlimit now;
  if (wanted <= 0 || getrlimit(resource, &now) != 0) return;
  rlim_t most = (rlim_t)wanted + beyond;
  if (now.rlim_max == RLIM_INFINITY || most < now.rlim_max) now.rlim_max = most;
  now.rlim_cur = (rlim_t)wanted < now.rlim_max ? (rlim_t)wanted : now.rlim_max;
  setrlimit(resource, &now);
}

static void set_limits(const struct supervisor *self) {
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  limit(RLIMIT_AS, argument(self, INTERLEAVE_ARGUMENT_SPACE), 0);
  limit(RLIMIT_CPU, argument(self, INTERLEAVE_ARGUMENT_CPU), 1);
  limit(RLIMIT_NOFILE, argument(self, INTERLEAVE_ARGUMENT_FILES), 0);
  limit(RLIMIT_FSIZE, argument(self, INTERLEAVE_ARGUMENT_FILE_SIZE), 0);
#if defined(RLIMIT_NPROC)
  // The system counts everything that this user runs, and nothing of root's.
  long long tasks = argument(self, INTERLEAVE_ARGUMENT_TASKS);
  if (tasks > 0 && getuid() != 0) limit(RLIMIT_NPROC, tasks + tasks_of_user(), 0);
#endif
}

static void end_with_parent(pid_t parent) {
#if defined(__linux__)
  // Where memory runs out, this is what goes first.
  int descriptor = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    if (write(descriptor, "800", 3) < 0) errno = 0;
    close(descriptor);
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
#else
  (void)parent;
#endif
}

static void become_program(const struct supervisor *self, pid_t parent, int failure) {
  char **words = self->arguments + INTERLEAVE_ARGUMENT_PROGRAM;
  setsid();
  end_with_parent(parent);
  set_limits(self);
#if defined(__linux__)
  // Nothing that changes the user: it could not be ended. A sandbox may need to, and does the same.
  if (!argument(self, INTERLEAVE_ARGUMENT_WRAPPED)) prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (chdir(self->arguments[INTERLEAVE_ARGUMENT_FOLDER]) == 0 && chdir("work") == 0)
    execv(words[0], words);
  int reason = errno;
  if (write(failure, &reason, sizeof reason) < 0) _exit(126);
  _exit(127);
}

// The supervisor's own copies would keep the pipes open.
static void let_go_of_pipes(void) {
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int number = 0; number < 3; number++)
    if (nothing < 0 || dup2(nothing, number) < 0) close(number);
  if (nothing > CONTROL) close(nothing);
}

static void start_program(struct supervisor *self) {
  int ends[2], reason = interleave_pipe(ends);
  pid_t parent = getpid();
  pid_t pid = reason ? -1 : fork();
  if (pid == 0) become_program(self, parent, ends[1]);
  if (!reason && pid < 0) reason = errno;
  if (pid > 0) {
    close(ends[1]);
    if (read(ends[0], &reason, sizeof reason) <= 0) reason = 0;
    close(ends[0]);
  }
  let_go_of_pipes();
  if (reason) {
    if (pid > 0) waitpid(pid, NULL, 0);
    self->is_done = true;
    return report(INTERLEAVE_NOT_STARTED, reason);
  }
  self->program = pid;
  self->is_running = true;
  self->started = self->last_look = now();
  self->tasks_at_last_look = tasks_of_machine();
  report(INTERLEAVE_STARTED, pid);
}

// MARK: Ending it

// In a sandbox, what runs has a group of its own, and the sandbox must not be interrupted.
static pid_t program_group(struct supervisor *self) {
  if (!argument(self, INTERLEAVE_ARGUMENT_WRAPPED)) return self->program;
  read_processes(&self->table);
  for (size_t index = 0; index < self->table.count; index++) {
    const struct process *entry = &self->table.entries[index];
    if (entry->parent == self->program && entry->group != self->program) return entry->group;
  }
  return self->program;
}

// Whether any child is left. Orphans become children of this process, so that without a child it has
// no descendant either; a list of processes could miss one that forks and ends while it is read.
static bool reap(struct supervisor *self) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != self->program || !self->is_running) continue;
    self->is_running = false;
    self->status = status;
    self->ended = now();
  }
  return pid == 0;
}

static void kill_everything(struct supervisor *self) {
  // At once, so that none of the group can get away by a fork.
  if (self->is_running) kill(-self->program, SIGKILL);
  // One that forks and ends again and again is gone before a list of processes was read. But then its
  // child is a child of this process.
  enum { QUICKLY = 100 };
  for (int round = 0; round < QUICKLY && reap(self); round++) kill_children();
  read_processes(&self->table);
  for (size_t index = 0; index < self->table.count; index++) {
    const struct process *entry = &self->table.entries[index];
    if (!entry->is_descendant) continue;
    if (entry->group == entry->pid) kill(-entry->pid, SIGKILL);
    if (!entry->is_dead) kill(entry->pid, SIGKILL);
  }
}

static void stop_by_steps(struct supervisor *self) {
  if (self->step == KILLED) return;
  self->step++;
  self->last_step = now();
  switch (self->step) {
    case INTERRUPTED: kill(-program_group(self), SIGINT); break;
    case TERMINATED:
      kill(-program_group(self), SIGTERM);
      // A stopped program cannot see what it was told.
      kill(-program_group(self), SIGCONT);
      break;
    default: kill_everything(self);
  }
}

static void end_for(struct supervisor *self, int limit) {
  if (self->has_limit_been_told) return;
  self->has_limit_been_told = true;
  report(INTERLEAVE_LIMIT, limit);
  // Its time being over is no reason for a traceback; and what eats the machine has no last word.
  self->step = limit == INTERLEAVE_LIMIT_WALL ? INTERRUPTED : TERMINATED;
  stop_by_steps(self);
}

// MARK: Watching it

static void look_at_processes(struct supervisor *self) {
  size_t living = read_processes(&self->table);
  self->last_look = now();
  self->tasks_at_last_look = tasks_of_machine();
  if ((long long)living > argument(self, INTERLEAVE_ARGUMENT_PROCESSES))
    end_for(self, INTERLEAVE_LIMIT_PROCESSES);
}

static long long added_up(const struct supervisor *self, long long (*measure)(pid_t)) {
  if (!self->table.count) return measure(self->program);
  long long sum = 0;
  for (size_t index = 0; index < self->table.count; index++) {
    if (!self->table.entries[index].is_descendant) continue;
    long long measured = measure(self->table.entries[index].pid);
    if (measured > 0) sum += measured;
  }
  return sum;
}

static void look_at_memory(struct supervisor *self) {
  enum { PAUSE = 500 };
  long long most = argument(self, INTERLEAVE_ARGUMENT_MEMORY);
  if (now() < self->next_memory_look || added_up(self, memory_of) <= most) return;
  // Children that were forked off share most of it, and then it is not so much.
  bool is_shared = self->table.count > 1 && fair_memory_of(self->program) >= 0;
  if (!is_shared || added_up(self, fair_memory_of) > most)
    return end_for(self, INTERLEAVE_LIMIT_MEMORY);
  self->next_memory_look = now() + PAUSE;
}

static void look_at_disk(struct supervisor *self) {
  long long most = argument(self, INTERLEAVE_ARGUMENT_DISK);
  if (takes_more_than(self->arguments[INTERLEAVE_ARGUMENT_FOLDER], most))
    end_for(self, INTERLEAVE_LIMIT_DISK);
}

// Reading all processes costs a millisecond or more; how many there are costs nothing.
static void look_at_program(struct supervisor *self) {
  enum { MANY = 32, EVERY = 1000 };
  if (self->step != RUNNING) return;
  long tasks = tasks_of_machine();
  bool is_time = now() - self->last_look > EVERY;
  if (is_time) look_at_disk(self);
  if (is_time || tasks < 0 || tasks > self->tasks_at_last_look + MANY) look_at_processes(self);
  look_at_memory(self);
}

static void finish(struct supervisor *self) {
  self->is_done = true;
  if (self->was_cut_off) return;
  bool has_failed = self->status != 0;
  long long size = argument(self, INTERLEAVE_ARGUMENT_FILE_SIZE);
  report(INTERLEAVE_ENDED, self->status);
  if (self->left) report(INTERLEAVE_LEFT, (int)self->left);
  report(
      INTERLEAVE_DONE,
      has_failed && size > 0 && has_file_of_size(self->arguments[INTERLEAVE_ARGUMENT_FOLDER], size));
}

static void advance(struct supervisor *self) {
  bool has_children = reap(self);
  if (self->is_running) {
    long long grace = argument(self, INTERLEAVE_ARGUMENT_GRACE);
    if (self->step != RUNNING && (self->step == KILLED || now() - self->last_step >= grace))
      stop_by_steps(self);
    if (self->step == KILLED) kill_everything(self);
    if (self->step == RUNNING && now() - self->started >= argument(self, INTERLEAVE_ARGUMENT_WALL))
      end_for(self, INTERLEAVE_LIMIT_WALL);
    return look_at_program(self);
  }
  if (!has_children) {
    // Those without a way of being seen are at least of its group.
    if (!can_see_descendants()) kill(-self->program, SIGKILL);
    return finish(self);
  }
  if (self->step != KILLED && now() - self->ended < LINGER) return;
  if (self->step != KILLED) self->left = read_processes(&self->table);
  self->step = KILLED;
  kill_everything(self);
}

// MARK: The loop

static void obey(struct supervisor *self) {
  char letters[64];
  ssize_t count = recv(CONTROL, letters, sizeof letters, MSG_DONTWAIT);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count <= 0) {
    self->was_cut_off = true;
    self->step = KILLED;
    if (!self->is_running) self->is_done = self->program == 0 || self->is_done;
    return kill_everything(self);
  }
  for (ssize_t index = 0; index < count; index++) {
    if (letters[index] == INTERLEAVE_GO && self->program == 0) start_program(self);
    if (letters[index] == INTERLEAVE_STOP && self->is_running) stop_by_steps(self);
    if (letters[index] == INTERLEAVE_KILL && self->is_running) {
      self->step = TERMINATED;
      stop_by_steps(self);
    }
  }
}

// Returns when something has happened, or when it is time for the next look.
static void wait_for_something(const struct supervisor *self) {
  fd_set readable;
  FD_ZERO(&readable);
  if (!self->was_cut_off) FD_SET(CONTROL, &readable);
  struct timespec wait = {0, (self->step == KILLED ? 5 : TICK) * 1000000L};
  bool is_idle = self->program == 0 || self->is_done;
  sigset_t none;
  sigemptyset(&none);
  pselect(CONTROL + 1, &readable, NULL, NULL, is_idle ? NULL : &wait, &none);
}

static void on_child(int number) { (void)number; }

static void prepare(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_IGN);
  struct sigaction action = {.sa_handler = on_child};
  sigaction(SIGCHLD, &action, NULL);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  // Only while it waits, so that no end of a child falls between a look and a wait.
  sigprocmask(SIG_SETMASK, &child, NULL);
#if defined(__linux__)
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

static int supervise(char **arguments) {
  struct supervisor self = {.arguments = arguments};
  fcntl(CONTROL, F_SETFD, FD_CLOEXEC);
  const char *folder = arguments[INTERLEAVE_ARGUMENT_FOLDER];
  prepare();
  int lock = make_run_folder(folder);
  report(INTERLEAVE_MADE, lock < 0 ? errno : 0);
  if (lock < 0) return 1;
  // Once done, it keeps the folder until nobody wants to read in it any more.
  while (!(self.is_done && self.was_cut_off)) {
    wait_for_something(&self);
    if (!self.was_cut_off) obey(&self);
    if (self.program && !self.is_done) advance(&self);
  }
  remove_run_folder(folder);
  remove_abandoned_folders(folder);
  return 0;
}

// Every program that this is linked into can be its own supervisor, so that there is nothing to
// install, to find or to keep in step. Before main, since the program's own start is not wanted.
__attribute__((constructor)) static void supervise_if_asked(int count, char **arguments) {
  if (count < 2 || strcmp(arguments[0], INTERLEAVE_SUPERVISOR) != 0) return;
  if (count > INTERLEAVE_ARGUMENT_PROGRAM) _exit(supervise(arguments));
  // With a folder alone: its supervisor was killed.
  kill_by_environment(arguments[INTERLEAVE_ARGUMENT_FOLDER]);
  remove_run_folder(arguments[INTERLEAVE_ARGUMENT_FOLDER]);
  _exit(0);
}
