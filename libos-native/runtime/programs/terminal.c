// SPDX-License-Identifier: Apache-2.0
/*
 * Terminals of the LibOS send SIGTTIN and SIGTTOU to those in the background, unless
 * they block or ignore these.  Masks and handlers are the host's; so the mirror task
 * is told of them before a call that makes the terminal ask.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include "calls.h"

#define BIT(sig)	(1UL << ((sig) - 1))

static void set_mask(struct tracee *t, unsigned long mask)
{
	unsigned long *scratch = (unsigned long *)t->p->node->all->scratch;

	*scratch = mask;
	mirror_call(t, SYS_rt_sigprocmask, SIG_SETMASK, (uint64_t)scratch, 0, sizeof(mask));
	t->tty_mask = mask;
}

/* Is fd its terminal, and its process group not the one in the foreground? */
static bool in_background(struct tracee *t, int fd)
{
	int *scratch = (int *)t->p->node->all->scratch;

	return !mirror_call(t, SYS_ioctl, fd, TIOCGPGRP, (uint64_t)scratch, 0) &&
	       mirror_call(t, SYS_getpgid, 0, 0, 0, 0) != *scratch;
}

/* It is about to use descriptor fd of the LibOS. */
void terminal_before(struct tracee *t, int fd)
{
	unsigned long held;

	if (!t->p->node->terminals || !in_background(t, fd))
		return;
	held = signals_held(t) & (BIT(SIGTTIN) | BIT(SIGTTOU));
	if (held)
		set_mask(t, held);
}

/* Its call is over; what came meanwhile is told now. */
void terminal_after(struct tracee *t)
{
	if (t->tty_mask)
		set_mask(t, 0);
}
