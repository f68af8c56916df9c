// SPDX-License-Identifier: Apache-2.0
/* signalfd(): its news are signals that are pending at the host; see notifiers.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "notifiers.h"

#define SET_BYTES	8
#define UNBLOCKABLE	(1UL << (SIGKILL - 1) | 1UL << (SIGSTOP - 1))

/* These signals are pending for a thread of the process. */
void signalfds_show(struct process *p, unsigned long pending)
{
	for (struct notifier_at *at = p->files->notifiers; at; at = at->next) {
		bool ready = pending & at->s->mask;

		if (at->s->files)
			continue;
		/* the process may ignore them one day, and no call tells us */
		p->signals_unsettled |= ready;
		notifier_show(at->s, ready);
	}
}

void signalfd_read(struct tracee *t, struct notifier *s)
{
	unsigned long pending = signals_pending(t);

	if (t->call.data.nr == SYS_read && A(t, 2) < sizeof(struct signalfd_siginfo))
		return reply(t, -EINVAL);
	t->p->signals_unsettled = true;
	if (pending & s->mask)
		return reply_host(t);
	signalfds_show(t->p, pending);
	/* what it writes into the buffer is overwritten as soon as there is a signal */
	forward(t, then_notified);
}

static void change(struct tracee *t, unsigned int fd, unsigned long mask)
{
	struct notifier *s = fd_is_libos(t, fd) ? notifier_find(t->p->files, fd) : NULL;

	if (!s || s->files)
		return reply(t, fd_open_at_host(t->p, fd) ? -EINVAL : -EBADF);
	if (syscall(SYS_signalfd4, s->host, &mask, SET_BYTES, 0) < 0)
		return reply(t, -errno);
	s->mask = mask;
	signalfds_show(t->p, signals_pending(t));
	reply(t, fd);
}

/* signalfd() and signalfd4() */
void call_signalfd(struct tracee *t)
{
	int flags = t->call.data.nr == SYS_signalfd4 ? A(t, 3) : 0;
	struct notifier s = { 0 };

	if (A(t, 2) != SET_BYTES || flags & ~(SFD_CLOEXEC | SFD_NONBLOCK))
		return reply(t, -EINVAL);
	if (user_read(t->p, A(t, 1), &s.mask, SET_BYTES) != SET_BYTES)
		return reply(t, -EFAULT);
	s.mask &= ~UNBLOCKABLE;
	if ((int)A(t, 0) != -1)
		return change(t, A(t, 0), s.mask);
	s.host = syscall(SYS_signalfd4, -1, &s.mask, SET_BYTES, SFD_CLOEXEC | SFD_NONBLOCK);
	notifier_open(t, &s, flags);
}
