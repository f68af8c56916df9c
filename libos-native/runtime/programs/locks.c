// SPDX-License-Identifier: Apache-2.0
/*
 * Locks of files.  They are the host's, but nobody may wait there: a lock that cannot
 * be had at once is tried again when all threads of the node wait.  Those that belong
 * to an open file we can take ourselves, with a duplicate of the descriptor; of the
 * others, which belong to a process, we find out whether the host would wait.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"

/* Returns -EAGAIN if it cannot be had now; 1 if the host may do it. */
static long try_record(struct tracee *t, int file)
{
	struct flock l;

	if (user_read(t->p, A(t, 2), &l, sizeof(l)) != sizeof(l))
		return -EFAULT;
	if ((int)A(t, 1) == F_OFD_SETLKW)
		return fcntl(file, F_OFD_SETLK, &l) ? -errno : 0;
	if (l.l_type == F_UNLCK || fcntl(file, F_GETLK, &l))
		return 1;
	return l.l_type == F_UNLCK || l.l_pid == t->p->pid ? 1 : -EAGAIN;
}

static long try_lock(struct tracee *t)
{
	int file = fd_from_host(t->p, A(t, 0));
	long r;

	if (file < 0)
		return -EBADF;
	if (t->call.data.nr == SYS_flock)
		r = flock(file, (int)A(t, 1) | LOCK_NB) ? -errno : 0;
	else
		r = try_record(t, file);
	close(file);
	return r;
}

void lock_or_wait(struct tracee *t)
{
	long r = try_lock(t);

	if (r == 1)
		return reply_host(t);
	if (r != -EAGAIN && r != -EACCES)
		return reply(t, r);
	t->state = IN_LOCK;
	t->p->node->locks = true;
}

void call_flock(struct tracee *t)
{
	if (fd_is_libos(t, A(t, 0)))
		return forward_reply(t);
	if (A(t, 1) & (LOCK_NB | LOCK_UN))
		return reply_host(t);
	lock_or_wait(t);
}

/* The first that can go on; true: there is one. */
bool locks_retry(struct node *n)
{
	bool any = false;

	for (struct tracee *t = n->threads; n->locks && t; t = t->next) {
		long r;

		if (t->dead || t->state != IN_LOCK)
			continue;
		any = true;
		r = try_lock(t);
		if (r == -EAGAIN || r == -EACCES)
			continue;
		if (r == 1)
			finish_host(t);
		else
			finish(t, r);
		return true;
	}
	n->locks = any;
	return false;
}
