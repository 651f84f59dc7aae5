// Local sockets. Addresses and credentials have another shape on each system, and none that Swift
// handles well.
#pragma once
#include <stddef.h>
#include <sys/types.h>

// How many bytes the path of a socket may have.
size_t interleave_socket_longest_path(void);

// These return a descriptor that never blocks and that no child inherits, or a negative errno.
int interleave_socket_listen(const char *path);
int interleave_socket_connect(const char *path);
int interleave_socket_accept(int listener);

// Who is at the other end: the kernel says it, not they. Returns 0 or an errno.
int interleave_socket_peer(int descriptor, uid_t *user);

// How many bytes were taken, or a negative errno. No signal comes of it.
ssize_t interleave_socket_send(int descriptor, const void *bytes, size_t count);
