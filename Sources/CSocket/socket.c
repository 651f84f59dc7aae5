#define _GNU_SOURCE
#include "CSocket.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

// How many may wait to be taken in; the system may allow fewer.
enum { WAITING = 256 };

size_t interleave_socket_longest_path(void) {
  return sizeof(((struct sockaddr_un *)0)->sun_path) - 1;
}

static int prepare(int descriptor) {
  if (descriptor < 0) return -errno;
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
      fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
    int error = errno;
    close(descriptor);
    return -error;
  }
#if defined(SO_NOSIGPIPE)
  int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  return descriptor;
}

static int open_socket(void) {
#if defined(SOCK_CLOEXEC)
  return prepare(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
#else
  return prepare(socket(AF_UNIX, SOCK_STREAM, 0));
#endif
}

static int fill(struct sockaddr_un *address, const char *path) {
  size_t length = strlen(path);
  if (length > interleave_socket_longest_path()) return -ENAMETOOLONG;
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy(address->sun_path, path, length);
  return 0;
}

int interleave_socket_listen(const char *path) {
  struct sockaddr_un address;
  int error = fill(&address, path);
  if (error) return error;
  int descriptor = open_socket();
  if (descriptor < 0) return descriptor;
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) == 0 &&
      listen(descriptor, WAITING) == 0)
    return descriptor;
  error = errno;
  close(descriptor);
  return -error;
}

int interleave_socket_connect(const char *path) {
  struct sockaddr_un address;
  int error = fill(&address, path);
  if (error) return error;
  int descriptor = open_socket();
  if (descriptor < 0) return descriptor;
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
  error = errno;
  close(descriptor);
  return -error;
}

int interleave_socket_accept(int listener) {
#if defined(__linux__)
  int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  return descriptor < 0 ? -errno : descriptor;
#else
  return prepare(accept(listener, NULL, NULL));
#endif
}

int interleave_socket_peer(int descriptor, uid_t *user) {
#if defined(__linux__)
  struct ucred credentials;
  socklen_t size = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return errno;
  *user = credentials.uid;
  return 0;
#else
  gid_t group;
  return getpeereid(descriptor, user, &group) == 0 ? 0 : errno;
#endif
}

ssize_t interleave_socket_send(int descriptor, const void *bytes, size_t count) {
#if defined(MSG_NOSIGNAL)
  ssize_t taken = send(descriptor, bytes, count, MSG_NOSIGNAL);
#else
  ssize_t taken = send(descriptor, bytes, count, 0);
#endif
  return taken < 0 ? -errno : taken;
}
