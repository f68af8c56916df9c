// SPDX-License-Identifier: Apache-2.0
/* Calls about descriptor numbers. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include "calls.h"

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC	4
#endif

void call_close(struct tracee *t)
{
	fd_gone(t, (unsigned int)A(t, 0));
	reply_host(t);
}

void call_close_range(struct tracee *t)
{
	unsigned int last = A(t, 1);

	for (unsigned int fd = A(t, 0); fd < MAX_FDS && fd <= last; fd++) {
		if (A(t, 2) & CLOSE_RANGE_CLOEXEC) {
			if (fd_is_libos(t, fd))
				mirror_call(t, SYS_fcntl, fd, F_SETFD, FD_CLOEXEC, 0);
		} else {
			fd_gone(t, fd);
		}
	}
	reply_host(t);
}

void call_dup(struct tracee *t)
{
	if (fd_is_libos(t, A(t, 0)))
		fd_dup_to(t, A(t, 0), -1, false);
	else
		reply_host(t);
}

/* dup3() likewise */
void call_dup2(struct tracee *t)
{
	unsigned int old = A(t, 0), new = A(t, 1);
	int flags = t->call.data.nr == SYS_dup3 ? A(t, 2) : 0;
	bool cloexec = flags & O_CLOEXEC;

	if (old == new || new >= MAX_FDS || flags & ~O_CLOEXEC)
		return reply_host(t);
	if (fd_is_libos(t, old))
		return fd_dup_to(t, old, new, cloexec);
	if (fd_open_at_host(t->p, old))
		fd_gone(t, new);
	reply_host(t);
}

static void dup_from(struct tracee *t, int fd, unsigned int lowest, bool cloexec)
{
	if (lowest >= MAX_FDS)
		return reply(t, -EINVAL);
	while (lowest < MAX_FDS && fd_open_at_host(t->p, lowest))
		lowest++;
	if (lowest == MAX_FDS)
		return reply(t, -EMFILE);
	fd_dup_to(t, fd, lowest, cloexec);
}

void call_fcntl(struct tracee *t)
{
	int fd = A(t, 0);

	if (!fd_is_libos(t, fd)) {
		if ((int)A(t, 1) == F_SETLKW || (int)A(t, 1) == F_OFD_SETLKW)
			return lock_or_wait(t);
		return reply_host(t);
	}
	switch ((unsigned int)A(t, 1)) {
	case F_DUPFD:
		return dup_from(t, fd, A(t, 2), false);
	case F_DUPFD_CLOEXEC:
		return dup_from(t, fd, A(t, 2), true);
	case F_GETFD:
		return reply_host(t);
	case F_SETFD:
		mirror_call(t, SYS_fcntl, fd, F_SETFD, A(t, 2), 0);
		return reply_host(t);
	}
	forward(t, then_reply);
}
