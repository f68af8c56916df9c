/* SPDX-License-Identifier: Apache-2.0 */
/* Packets with descriptors, for both ends of a nest's sockets. */
#ifndef LOCKSTEP_NEST_CHANNEL_H
#define LOCKSTEP_NEST_CHANNEL_H

#include <sys/types.h>

/* Returns 0 or -errno. */
int channel_send(int sock, const void *packet, size_t size, const int *fds, int n);

/*
 * Returns the size of the packet, 0 if the other side is gone, or -errno.  fds gets
 * NEST_FDS numbers, -1 where nothing came; all are closed by execve().
 */
ssize_t channel_receive(int sock, void *packet, size_t size, int *fds, int flags);

/* Close those that are not -1. */
void channel_close(int *fds, int n);

#endif
