// SPDX-License-Identifier: Apache-2.0
/* Answers to trapped calls, and the queue of threads that wait for their turn. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include "calls.h"

void runnable(struct tracee *t)
{
	struct node *n = t->p->node;

	if (t->queued || t->dead)
		return;
	t->queued = true;
	t->queued_next = NULL;
	*n->queue_tail = t;
	n->queue_tail = &t->queued_next;
	node_due(n);
}

static void send_reply(struct tracee *t, long result, bool host)
{
	struct seccomp_notif_resp r = { .id = t->call.id };

	if (host)
		r.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	else if (result < 0 && result > -4096)
		r.error = result;
	else
		r.val = result;
	t->may_have_signal = false;	/* the host delivers it now */
	t->gives_up = false;
	vdso_wind(t->p);
	t->state = RUN;
	t->p->node->running++;
	t->p->node->last = t;
	/*
	 * An error means that the thread was killed meanwhile; it counts as
	 * running until its process is found to have ended.
	 */
	while (ioctl(t->p->program->listener, SECCOMP_IOCTL_NOTIF_SEND, &r) && errno == EINTR)
		;
}

static bool is_restart(long result)
{
	return result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK;
}

/*
 * epoll_wait() is not taken up again by itself, so here it is, for what is left of its
 * time; false: it was interrupted in earnest.
 */
static bool epoll_goes_on(struct tracee *t)
{
	uint64_t spent = (t->p->node->all->now - t->called_at) / 1000000;
	long nr = t->call.data.nr, left = (int)A(t, 3);

	if (nr != SYS_epoll_wait && nr != SYS_epoll_pwait)
		return false;
	signals_flush(t->p->node);
	if (signal_deliverable(t))
		return false;
	if (left > 0)
		A(t, 3) = (uint64_t)left > spent ? left - spent : 0;
	call_handle(t);
	return true;
}

void reply(struct tracee *t, long result)
{
	if (result == -EINTR && epoll_goes_on(t))
		return;
	if (is_restart(result)) {
		signals_flush(t->p->node);
		/*
		 * A signal that the kernel of the node made has interrupted the call, but
		 * the host would not deliver it: it is blocked or ignored.
		 */
		if (!signal_deliverable(t))
			return result == -ERESTART_RESTARTBLOCK ? call_restart(t) : call_handle(t);
	}
	send_reply(t, result, false);
}

void reply_host(struct tracee *t)
{
	t->p->node->all->shared->host_calls++;
	send_reply(t, 0, true);
}

void finish(struct tracee *t, long result)
{
	t->result = result;
	t->go_on = false;
	t->then = NULL;
	t->state = READY;
	runnable(t);
}

void finish_host(struct tracee *t)
{
	finish(t, 0);
	t->go_on = true;
}
