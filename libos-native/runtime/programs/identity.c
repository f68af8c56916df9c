// SPDX-License-Identifier: Apache-2.0
/* What a program learns of the machine and of itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
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
