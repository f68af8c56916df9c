// SPDX-License-Identifier: Apache-2.0
/* What a program learns of the machine and of itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <linux/prctl.h>
#include <sys/syscall.h>
#include "calls.h"

/* A node has one CPU. */
void call_sched_getaffinity(struct tracee *t)
{
	uint64_t mask = 1;

	if (A(t, 1) < sizeof(mask))
		return reply(t, -EINVAL);
	reply(t, user_write(t->p, A(t, 2), &mask, sizeof(mask)) == sizeof(mask) ?
	      (long)sizeof(mask) : -EFAULT);
}

void call_getcpu(struct tracee *t)
{
	unsigned int zero = 0;

	if ((A(t, 0) && user_write(t->p, A(t, 0), &zero, sizeof(zero)) != sizeof(zero)) ||
	    (A(t, 1) && user_write(t->p, A(t, 1), &zero, sizeof(zero)) != sizeof(zero)))
		return reply(t, -EFAULT);
	reply(t, 0);
}

/* Sessions and process groups are known on both sides. */
void call_both(struct tracee *t)
{
	mirror_call(t, t->call.data.nr, A(t, 0), A(t, 1), A(t, 2), A(t, 3));
	reply_host(t);
}

void call_umask(struct tracee *t)
{
	t->p->umask = A(t, 0) & 0777;
	mirror_call(t, SYS_umask, A(t, 0), 0, 0, 0);
	reply_host(t);
}

/*
 * What has to do with capabilities belongs to the LibOS, as they do.  A process
 * that is not dumpable could not be served: its memory would be closed to us.
 */
void call_prctl(struct tracee *t)
{
	switch ((int)A(t, 0)) {
	case PR_SET_KEEPCAPS:
	case PR_GET_KEEPCAPS:
	case PR_SET_SECUREBITS:
	case PR_GET_SECUREBITS:
	case PR_CAPBSET_READ:
	case PR_CAPBSET_DROP:
	case PR_CAP_AMBIENT:
		return forward_reply(t);
	case PR_SET_NAME:
		post(t, t->p->pid, SYS_prctl, PR_SET_NAME, A(t, 1), 0, 0, 0, 0, then_host);
		return;
	case PR_SET_DUMPABLE:
	case PR_SET_TIMERSLACK:
		return reply(t, 0);
	case PR_GET_TIMERSLACK:
		return reply(t, 1);
	case PR_SET_CHILD_SUBREAPER:
		t->p->subreaper = A(t, 1);
		break;
	case PR_SET_SECCOMP:
		return reply(t, -EINVAL);
	}
	reply_host(t);
}
