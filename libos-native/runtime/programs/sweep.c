// SPDX-License-Identifier: Apache-2.0
/* What has ended is forgotten, from time to time, so that lists stay short. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>
#include "files.h"

#define MANY	64

static void sweep_threads(struct node *n)
{
	struct tracee **at = &n->threads, *t;

	for (struct process *p = n->processes; p; p = p->next) {
		p->kept = false;
		if (p->vforker && p->vforker->dead)
			p->vforker = NULL;
		if (p->execing && p->execing->dead)
			p->execing = NULL;
	}
	if (n->last && n->last->dead)
		n->last = NULL;
	n->trapped_last = NULL;
	while ((t = *at)) {
		if (t->dead && !t->queued) {
			*at = t->next;
			free(t);
		} else {
			t->p->kept = true;
			at = &t->next;
		}
	}
	n->threads_tail = at;
}

/* A dead child is kept until its parent has waited for it. */
static void sweep_processes(struct node *n)
{
	struct process **at = &n->processes, *p;

	while ((p = *at)) {
		if (!p->dead || p->kept || (p->parent && !wait_is_reaped(p))) {
			at = &p->next;
			continue;
		}
		*at = p->next;
		if (p->program->first == p)
			p->program->first = NULL;
		if (p->pidfd >= 0)
			close(p->pidfd);
		free(p->cwd);
		free(p);
	}
	n->processes_tail = at;
}

static bool has_open_stream(const struct program *p)
{
	return p->streams[0].fd >= 0 || p->streams[1].fd >= 0 || p->streams[2].fd >= 0;
}

/* A program that has ended may have left processes that use its filter. */
static void sweep_programs(struct node *n)
{
	struct program **at, *p;

	for (p = n->all->programs; p; p = p->next)
		if (p->node == n)
			p->kept = !p->ended || p->stirred;
	for (struct process *q = n->processes; q; q = q->next)
		q->program->kept = true;
	for (at = &n->all->programs; (p = *at);) {
		if (p->node != n || p->kept || has_open_stream(p)) {
			at = &p->next;
			continue;
		}
		*at = p->next;
		if (p->listener >= 0)
			close(p->listener);
		free(p->input);
		free(p);
	}
}

/* While no thread of the node runs. */
void node_sweep(struct node *n)
{
	if (n->gone < MANY)
		return;
	n->gone = 0;
	changes_settle(n);
	sweep_threads(n);
	sweep_processes(n);
	sweep_programs(n);
}
