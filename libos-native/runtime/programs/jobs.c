// SPDX-License-Identifier: Apache-2.0
/*
 * Processes that are stopped and go on.  The host stops a thread when it comes back
 * from its call, so those of its threads that wait are given an answer.  It has
 * stopped the process, and its parent may hear of it, when all threads have stopped.
 *
 * Nothing tells us that a thread has stopped: after a signal that may have done it,
 * we look.  A thread that goes on may call before its turn has come, that is, before
 * whoever sent SIGCONT has called again; it is kept back until then.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "calls.h"

bool is_stopped(pid_t tid)
{
	char buf[4096];

	return host_status(tid, buf, sizeof(buf)) && strstr(buf, "State:\tT");
}

/* The host shows it as stopped before it tells the parent; wait until it is off the CPU. */
static void settle(pid_t tid)
{
	char path[64], buf[256];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/syscall", tid);
	for (int tries = 0; tries < 1000; tries++) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return;
		ssize_t n = read(fd, buf, sizeof(buf) - 1);

		close(fd);
		if (n <= 0 || strncmp(buf, "running", 7))
			return;
	}
}

/* Is anything that runs about to be stopped? */
bool jobs_stopping(struct node *n)
{
	for (struct tracee *t = n->threads; t; t = t->next)
		if (!t->dead && t->state == RUN && t->p->may_stop)
			return true;
	return false;
}

bool jobs_any_stopped(struct process *p)
{
	for (struct tracee *t = p->node->threads; t; t = t->next)
		if (t->p == p && !t->dead && t->state == STOPPED)
			return true;
	return false;
}

static bool all_stopped(struct process *p)
{
	for (struct tracee *t = p->node->threads; t; t = t->next)
		if (t->p == p && !t->dead && t->state != STOPPED)
			return false;
	return true;
}

static void thread_stopped(struct tracee *t)
{
	struct process *p = t->p;

	settle(t->tid);
	t->state = STOPPED;
	p->node->running--;
	p->node->any_stopped = true;
	signals_expect(p);		/* the other threads have to stop, too */
	if (p->stopped || !all_stopped(p))
		return;
	p->stopped = p->stop_news = true;
	p->cont_news = p->resumed = false;
	wait_wake(p);
	if (p->parent)
		signals_expect(p->parent);
}

/* Has one of those that run been stopped? */
bool jobs_find_stopped(struct node *n)
{
	for (struct tracee *t = n->threads; t; t = t->next)
		if (!t->dead && t->state == RUN && is_stopped(t->tid)) {
			thread_stopped(t);
			return true;
		}
	return false;
}

static void thread_resumed(struct tracee *t)
{
	struct node *n = t->p->node;

	if (t->early) {
		t->early = false;
		t->state = TRAPPED;
		n->trapped++;
		n->trapped_last = t;
	} else {
		t->state = RUN;
		n->running++;
	}
}

/* Do its stopped threads go on again? */
void jobs_resume(struct process *p)
{
	bool any = false;

	for (struct tracee *t = p->node->threads; t; t = t->next)
		if (t->p == p && !t->dead && t->state == STOPPED &&
		    (t->early || !is_stopped(t->tid))) {
			thread_resumed(t);
			any = true;
		}
	if (!any)
		return;
	p->may_stop = false;
	if (!p->stopped)
		return;
	p->stopped = p->stop_news = false;
	p->cont_news = p->resumed = true;
	wait_wake(p);
}
