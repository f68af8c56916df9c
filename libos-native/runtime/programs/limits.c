// SPDX-License-Identifier: Apache-2.0
/*
 * Resource limits.  Those of the LibOS are shown, since the host's are another on each
 * machine.  Where the host has to enforce them it is told.  The number of descriptors
 * is limited there only; the nest has set it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include "calls.h"

static bool host_enforces(unsigned int what)
{
	return what == RLIMIT_STACK || what == RLIMIT_FSIZE || what == RLIMIT_DATA ||
	       what == RLIMIT_AS;
}

/* arg[0]: what; arg[1]: where its new value is */
static void then_limited(struct tracee *t, long result)
{
	struct rlimit limit;

	if (!result && host_enforces(t->arg[0]) &&
	    user_read(t->p, t->arg[1], &limit, sizeof(limit)) == sizeof(limit))
		prlimit(t->p->pid, t->arg[0], &limit, NULL);
	reply(t, result);
}

static void limit(struct tracee *t, unsigned int what, unsigned long new)
{
	if (what == RLIMIT_NOFILE)
		return reply_host(t);
	t->arg[0] = what;
	t->arg[1] = new;
	forward(t, new ? then_limited : then_reply);
}

void call_getrlimit(struct tracee *t)
{
	limit(t, A(t, 0), 0);
}

void call_setrlimit(struct tracee *t)
{
	limit(t, A(t, 0), A(t, 1));
}

void call_prlimit(struct tracee *t)
{
	if (A(t, 0) && (int)A(t, 0) != t->p->nspid)
		return forward_reply(t);
	limit(t, A(t, 1), A(t, 2));
}
