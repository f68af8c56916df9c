// SPDX-License-Identifier: Apache-2.0
/*
 * Waiting for descriptors is always the LibOS's affair.  A signal mask that the
 * call brings is taken care of in signals.c.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include "calls.h"

/* Returns false if there are more than a process may have descriptors. */
static bool scan_poll(struct tracee *t)
{
	unsigned int n = A(t, 1);
	struct pollfd f[MAX_FDS];
	long got;

	if (n > MAX_FDS)
		return false;
	got = n ? user_read(t->p, A(t, 0), f, n * sizeof(*f)) : 0;
	for (long i = 0; i < got / (long)sizeof(*f); i++)
		fd_stand_in(t, f[i].fd);
	return true;
}

static void scan_select(struct tracee *t)
{
	unsigned int n = (int)A(t, 0) < 0 ? 0 : (int)A(t, 0) < MAX_FDS ? (int)A(t, 0) : MAX_FDS;

	for (int k = 1; k <= 3; k++) {
		fdset s = { 0 };

		if (!A(t, k) || user_read(t->p, A(t, k), s, (n + 63) / 64 * 8) <= 0)
			continue;
		for (unsigned int i = 0; i < n; i++)
			if (in_set(s, i))
				fd_stand_in(t, i);
	}
}

void call_poll(struct tracee *t)
{
	if (!scan_poll(t))
		return reply(t, -EINVAL);
	forward(t, then_poll);
}

void call_ppoll(struct tracee *t)
{
	if (!scan_poll(t))
		return reply(t, -EINVAL);
	post(t, t->p->pid, SYS_ppoll, A(t, 0), A(t, 1), A(t, 2), 0, 0, 0, then_poll);
}

void call_select(struct tracee *t)
{
	scan_select(t);
	forward(t, then_poll);
}

void call_pselect6(struct tracee *t)
{
	scan_select(t);
	post(t, t->p->pid, SYS_pselect6, A(t, 0), A(t, 1), A(t, 2), A(t, 3), A(t, 4), 0,
	     then_poll);
}

void call_epoll_ctl(struct tracee *t)
{
	fd_stand_in(t, A(t, 2));
	forward_reply(t);
}

void call_epoll_wait(struct tracee *t)
{
	post(t, t->p->pid, SYS_epoll_wait, A(t, 0), A(t, 1), A(t, 2), A(t, 3), 0, 0, then_poll);
}
