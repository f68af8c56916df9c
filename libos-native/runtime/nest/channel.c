// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "channel.h"
#include "protocol.h"

union rights {
	struct cmsghdr align;
	char space[CMSG_SPACE(NEST_FDS * sizeof(int))];
};

int channel_send(int sock, const void *packet, size_t size, const int *fds, int n)
{
	struct iovec part = { (void *)packet, size };
	union rights rights = { .align = {
		.cmsg_len = CMSG_LEN(n * sizeof(int)),
		.cmsg_level = SOL_SOCKET,
		.cmsg_type = SCM_RIGHTS,
	} };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t sent;

	if (n) {
		memcpy(CMSG_DATA(&rights.align), fds, n * sizeof(int));
		msg.msg_control = &rights;
		msg.msg_controllen = CMSG_SPACE(n * sizeof(int));
	}
	do
		sent = sendmsg(sock, &msg, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : 0;
}

static void take(struct msghdr *msg, int *fds)
{
	int n = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		memcpy(fds, CMSG_DATA(c), n * sizeof(int));
	}
}

ssize_t channel_receive(int sock, void *packet, size_t size, int *fds, int flags)
{
	struct iovec part = { packet, size };
	union rights rights;
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &rights,
			      .msg_controllen = sizeof(rights) };
	ssize_t got;

	for (int i = 0; i < NEST_FDS; i++)
		fds[i] = -1;
	do
		got = recvmsg(sock, &msg, flags | MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -errno;
	take(&msg, fds);
	return got;
}

void channel_close(int *fds, int n)
{
	for (int i = 0; i < n; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
		fds[i] = -1;
	}
}
