// SPDX-License-Identifier: Apache-2.0
/*
 * lockstep-nest: makes the name spaces of nodes and starts programs in them, for
 * the supervisor at the other end of descriptor 3.  protocol.h says how.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "internal.h"

#define SIGNALS 64

static int handle(struct request *q, struct nest_reply *r, int *fds)
{
	switch (q->head.op) {
	case NEST_NODE:
		return node_make(q, r);
	case NEST_SPAWN:
		return spawn(q, r, fds);
	case NEST_PUT:
		return node_put(q, r);
	case NEST_WAIT:
		return node_wait(q, r);
	case NEST_DROP:
		return node_drop(q->head.node, r);
	}
	return refuse(r, EBADMSG, "there is no request %u", q->head.op);
}

static int answer(const struct nest_reply *r, int *fds)
{
	int n = 0;
	int err;

	while (n < NEST_FDS && fds[n] >= 0)
		n++;
	err = channel_send(NEST_SOCKET, r, sizeof(*r), fds, n);
	channel_close(fds, NEST_FDS);
	return err;
}

static void serve(void)
{
	int fds[NEST_FDS] = { -1, -1, -1, -1 };
	struct nest_reply r = { .abi = NEST_ABI, .pid = getpid() };
	struct request q;
	int err = answer(&r, fds);

	while (!err && request_receive(NEST_SOCKET, &q, &r)) {
		if (!r.error)
			handle(&q, &r, fds);
		request_close(&q);
		err = answer(&r, fds);
	}
}

/* Nothing of whoever started us is to reach a program. */
static int forget_descriptors(void)
{
	int null = open("/dev/null", O_RDWR);

	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		return -1;
	if (syscall(SYS_close_range, NEST_SOCKET + 1, ~0U, 0))
		return -1;
	return fcntl(NEST_SOCKET, F_SETFD, FD_CLOEXEC);
}

/* By plain system calls: two signals are the C library's, which hides them. */
static void forget_signals(void)
{
	const struct {
		void *handler;
		unsigned long flags;
		void *restorer;
		uint64_t mask;
	} action = { 0 };

	for (int sig = 1; sig <= SIGNALS; sig++)
		syscall(SYS_rt_sigaction, sig, &action, NULL, sizeof(action.mask));
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &action.mask, NULL, sizeof(action.mask));
}

static void raise_limits(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files))
		return;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

int main(void)
{
	int type;
	socklen_t size = sizeof(type);

	if (getsockopt(NEST_SOCKET, SOL_SOCKET, SO_TYPE, &type, &size) || type != SOCK_SEQPACKET) {
		fprintf(stderr, "lockstep-nest: only Lockstep itself can start this program\n");
		return 2;
	}
	if (forget_descriptors() || chdir("/"))
		return 1;
	forget_signals();
	raise_limits();
	serve();
	node_drop_all();
	base_remove();
	return 0;
}
