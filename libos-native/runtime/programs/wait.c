// SPDX-License-Identifier: Apache-2.0
/* Waiting for children: the host does it, once we know that it would not block. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "calls.h"

enum which { ANY, ONE, GROUP, PIDFD };

struct wanted {
	enum which which;
	int id;			/* in the pid name space of the program */
	int options;
};

/* The process group within its pid name space. */
int process_group(pid_t pid)
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

/* For us. */
static int pid_of_pidfd(struct process *p, int fd)
{
	char path[64], buf[1024], *at;
	int mine = fd_from_host(p, fd), info;
	ssize_t n;

	if (mine < 0)
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", mine);
	info = open(path, O_RDONLY | O_CLOEXEC);
	n = info < 0 ? 0 : read(info, buf, sizeof(buf) - 1);
	close(mine);
	if (info >= 0)
		close(info);
	buf[n > 0 ? n : 0] = 0;
	at = strstr(buf, "\nPid:");
	return at ? atoi(at + 5) : -1;
}

static struct wanted wanted(struct tracee *t)
{
	struct wanted w = { ANY, 0, 0 };
	int id;

	if (t->call.data.nr == SYS_waitid) {
		w.options = A(t, 3);
		w.id = A(t, 1);
		w.which = A(t, 0) == P_PID ? ONE : A(t, 0) == P_PGID ? GROUP :
			  A(t, 0) == 3 /* P_PIDFD */ ? PIDFD : ANY;
	} else {
		id = A(t, 0);
		w.options = A(t, 2) | WEXITED;
		w.which = id > 0 ? ONE : id == -1 ? ANY : GROUP;
		w.id = id > 0 ? id : -id;
	}
	if (w.which == GROUP && !w.id)
		w.id = process_group(t->p->pid);
	if (w.which == PIDFD)
		w.id = pid_of_pidfd(t->p, w.id);
	return w;
}

static bool fits(const struct wanted *w, struct process *child)
{
	switch (w->which) {
	case ONE:
		return child->nspid == w->id;
	case GROUP:
		return process_group(child->pid) == w->id;
	case PIDFD:
		return child->pid == w->id;
	default:
		return true;
	}
}

/* Nothing tells us when the host has handed a dead child to its parent. */
bool wait_is_reaped(struct process *p)
{
	if (!p->reaped && syscall(SYS_pidfd_send_signal, p->pidfd, 0, NULL, 0) &&
	    errno == ESRCH) {
		p->reaped = true;
		close(p->pidfd);
		p->pidfd = -1;
	}
	return p->reaped;
}

/* Would the host return because of it? If so, it does not tell the news again. */
static bool has_news(struct process *c, const struct wanted *w)
{
	bool *news = NULL;

	if (c->dead)
		return w->options & WEXITED;
	if (c->stop_news && w->options & WUNTRACED)
		news = &c->stop_news;
	else if (c->cont_news && w->options & WCONTINUED)
		news = &c->cont_news;
	if (news && !(w->options & WNOWAIT))
		*news = false;
	return news;
}

static void wait_for(struct tracee *t)
{
	struct wanted w = wanted(t);
	bool live = false;

	for (struct process *c = t->p->node->processes; c; c = c->next) {
		if (c->parent != t->p || (c->dead && wait_is_reaped(c)) || !fits(&w, c))
			continue;
		if (has_news(c, &w))
			return reply_host(t);
		live = true;
	}
	if (!live || w.options & WNOHANG)
		return reply_host(t);
	t->state = IN_WAIT;
}

/* The threads of its parent that wait for it look again when it is its turn. */
void wait_wake(struct process *child)
{
	for (struct tracee *t = child->node->threads; t; t = t->next) {
		struct wanted w;

		if (t->dead || t->state != IN_WAIT || t->p != child->parent)
			continue;
		w = wanted(t);
		if (!fits(&w, child))
			continue;
		t->state = TRAPPED;
		runnable(t);
	}
}

void call_wait4(struct tracee *t)
{
	wait_for(t);
}

void call_waitid(struct tracee *t)
{
	wait_for(t);
}
