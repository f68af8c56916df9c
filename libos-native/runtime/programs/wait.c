// SPDX-License-Identifier: Apache-2.0
/* Waiting for children: the host does it, once we know that it would not block. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "calls.h"

enum which { ANY, ONE, GROUP };

struct wanted {
	enum which which;
	int id;			/* in the pid name space of the program */
	int options;
};

/* The process group within its pid name space. */
static int group_of(pid_t pid)
{
	char buf[4096], *s, *end;

	if (!host_status(pid, buf, sizeof(buf)) || !(s = strstr(buf, "NSpgid:")))
		return -1;
	end = strchr(s, '\n');
	if (end)
		*end = 0;
	s = strrchr(s, '\t');
	return s ? atoi(s) : -1;
}

static struct wanted wanted(struct tracee *t)
{
	struct wanted w = { ANY, 0, 0 };
	int id;

	if (t->call.data.nr == SYS_waitid) {
		w.options = A(t, 3);
		w.id = A(t, 1);
		w.which = A(t, 0) == P_PID ? ONE : A(t, 0) == P_PGID ? GROUP : ANY;
	} else {
		id = A(t, 0);
		w.options = A(t, 2);
		w.which = id > 0 ? ONE : id == -1 ? ANY : GROUP;
		w.id = id > 0 ? id : -id;
	}
	if (w.which == GROUP && !w.id)
		w.id = group_of(t->p->pid);
	return w;
}

static bool fits(const struct wanted *w, struct process *child)
{
	switch (w->which) {
	case ONE:
		return child->nspid == w->id;
	case GROUP:
		return group_of(child->pid) == w->id;
	default:
		return true;
	}
}

bool wait_concerns(struct tracee *t, struct process *child)
{
	struct wanted w = wanted(t);

	return fits(&w, child);
}

/* Nothing tells us when the host has handed a dead child to its parent. */
static bool is_reaped(struct process *p)
{
	if (!p->reaped && syscall(SYS_pidfd_send_signal, p->pidfd, 0, NULL, 0) &&
	    errno == ESRCH) {
		p->reaped = true;
		close(p->pidfd);
		p->pidfd = -1;
	}
	return p->reaped;
}

static void wait_for(struct tracee *t)
{
	struct wanted w = wanted(t);
	bool live = false;

	for (struct process *c = t->p->node->processes; c; c = c->next) {
		if (c->parent != t->p)
			continue;
		if (c->dead && is_reaped(c))
			continue;
		if (!fits(&w, c))
			continue;
		if (c->dead || (c->stopped && w.options & WUNTRACED) || c->continued)
			return reply_host(t);
		live = true;
	}
	if (!live || w.options & WNOHANG)
		return reply_host(t);
	t->state = IN_WAIT;
}

void call_wait4(struct tracee *t)
{
	wait_for(t);
}

void call_waitid(struct tracee *t)
{
	wait_for(t);
}
