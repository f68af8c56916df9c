// SPDX-License-Identifier: Apache-2.0
/* The loop: receive what runs, hand out turns, until all threads of a node wait. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "calls.h"

#define PATIENCE_MS	100
#define BIRTH_MS	20
#define MAX_WATCHED	64
#define BLOCKED_LIMIT	300		/* times PATIENCE_MS without any progress */

static void trapped(struct program *program, const struct seccomp_notif *q)
{
	struct node *n = program->node;
	struct tracee *t = thread_find(n, q->pid);
	bool expected = n->cloner;

	n->all->shared->calls++;
	if (!t)
		t = thread_execed(n, q->pid);
	if (!t)
		t = thread_adopt(program, q->pid);
	if (!t) {
		n->running -= expected;
		event_note(n->all, program->id, "a thread of it came from nowhere and was ended");
		kill(q->pid, SIGKILL);
		return;
	}
	t->call = *q;
	if (t->state == STOPPED) {
		t->early = true;
		return;
	}
	if (t->state == RUN)
		n->running--;
	t->state = TRAPPED;
	n->trapped++;
	n->trapped_last = t;
	n->impatience = 0;
	if (t->p->execing)
		process_exec(t);
	t->p->may_stop = t->p->may_stop && jobs_any_stopped(t->p);
	t->p->signalled = false;
	if (t->p->resumed) {
		t->p->resumed = false;
		if (t->p->parent)
			signals_expect(t->p->parent);
	}
}

static bool receive_from(struct program *program)
{
	struct seccomp_notif q;

	memset(&q, 0, sizeof(q));
	if (ioctl(program->listener, SECCOMP_IOCTL_NOTIF_RECV, &q))
		return false;
	trapped(program, &q);
	return true;
}

/* Wait for the call of the one thread that runs; false: look what has become of it. */
bool receive_only(struct program *program)
{
	struct programs *all = program->node->all;
	bool got;

	nudge_begin(all);
	got = receive_from(program);
	nudge_end(all);
	return got;
}

static uint64_t cpu_ms(pid_t pid)
{
	struct timespec ts;

	if (clock_gettime((~(clockid_t)pid << 3) | 2 /* CPUCLOCK_SCHED */, &ts))
		return 0;
	return ts.tv_sec * 1000UL + ts.tv_nsec / 1000000;
}

static void give_up(struct tracee *t, const char *why)
{
	event_note(t->p->node->all, t->p->program->id, "process %d %s; it was killed", t->p->nspid,
		   why);
	kill(t->p->pid, SIGKILL);
	if (process_has_exited(t->p, 10000))
		process_gone(t->p);
}

/* Nothing has come for a while from what runs. */
static void impatient(struct node *n)
{
	n->impatience++;
	if (jobs_find_stopped(n))
		return;
	for (struct tracee *t = n->threads; t; t = t->next) {
		uint64_t cpu;

		if (t->dead || t->state != RUN)
			continue;
		cpu = cpu_ms(t->p->pid);
		if (n->impatience == 1)
			t->cpu_seen = cpu;
		else if (cpu - t->cpu_seen > (uint64_t)n->all->cpu_limit_ms)
			return give_up(t, "computes without end and makes no system call");
		else if (n->impatience > BLOCKED_LIMIT && cpu - t->cpu_seen < PATIENCE_MS)
			return give_up(t, "waits in a system call that the LibOS does not serve");
	}
}

/* One trap, or the end of a process. */
static void receive(struct node *n)
{
	struct pollfd f[2 * MAX_WATCHED];
	struct program *from[MAX_WATCHED];
	struct process *who[MAX_WATCHED];
	int n_from = 0, n_who = 0, r, i;
	struct tracee *t = n->last;
	bool stopping;

	if (n->running == 1 && t && t->state == RUN && !t->dead && !n->cloner) {
		if (!t->p->signalled && receive_only(t->p->program))
			return;
		from[n_from++] = t->p->program;
		who[n_who++] = t->p;
	} else {
		for (t = n->threads; t; t = t->next) {
			if (t->dead || (t->state != RUN && n->cloner != t))
				continue;
			for (i = 0; i < n_from && from[i] != t->p->program; i++)
				;
			if (i == n_from && n_from < MAX_WATCHED)
				from[n_from++] = t->p->program;
			for (i = 0; i < n_who && who[i] != t->p; i++)
				;
			if (i == n_who && n_who < MAX_WATCHED && t->state == RUN)
				who[n_who++] = t->p;
		}
	}
	for (i = 0; i < n_from; i++)
		f[i] = (struct pollfd) { from[i]->listener, POLLIN, 0 };
	for (i = 0; i < n_who; i++)
		f[n_from + i] = (struct pollfd) { who[i]->pidfd, POLLIN, 0 };
	if (!n_from) {
		n->running = 0;		/* cannot be */
		return;
	}
	stopping = jobs_stopping(n);
	r = poll(f, n_from + n_who, stopping ? n->short_waits > 0 :
				    birth_overdue(n) ? BIRTH_MS : PATIENCE_MS);
	if (!r && stopping && n->short_waits++ < PATIENCE_MS) {
		jobs_find_stopped(n);
		return;
	}
	n->short_waits = 0;
	if (!r && birth_overdue(n))
		return birth_settle(n);
	if (!r)
		return impatient(n);
	for (i = 0; r > 0 && i < n_from; i++)
		if (f[i].revents & POLLIN && receive_from(from[i]))
			return;
	for (i = 0; r > 0 && i < n_who; i++)
		if (f[n_from + i].revents & POLLIN && process_has_exited(who[i], 0)) {
			process_gone(who[i]);
			return;
		}
	if (birth_overdue(n))	/* nobody has the filter any more */
		birth_settle(n);
}

/* Those that were trapped since the last turn wait for theirs, in the order of birth. */
static void queue_trapped(struct node *n)
{
	int count = n->trapped;

	n->trapped = 0;
	if (count == 1 && n->trapped_last->state == TRAPPED) {
		runnable(n->trapped_last);
		return;
	}
	for (struct tracee *t = n->threads; t && count; t = t->next)
		if (t->state == TRAPPED && !t->dead)
			runnable(t);
}

static struct tracee *next_turn(struct node *n)
{
	struct tracee *t = n->queue;

	if (!t)
		return NULL;
	n->queue = t->queued_next;
	if (!n->queue)
		n->queue_tail = &n->queue;
	t->queued = false;
	return t;
}

static void take_turn(struct tracee *t)
{
	then_fn then = t->then;

	if (t->state == READY) {
		t->then = NULL;
		if (t->go_on && t->gives_up && !signal_lets_go(t)) {
			call_again(t);
		} else if (t->go_on) {
			reply_host(t);
		} else if (then) {
			t->state = TRAPPED;
			then(t, t->result);
		} else {
			reply(t, t->result);
		}
	} else if (t->state == TRAPPED) {
		call_begin(t);
	}
	if (!t->dead && t->state >= IN_LIBOS)
		signals_at_wait(t);
}

/* Room for what a call may produce. */
static bool can_go_on(struct node *n)
{
	return n->k->shared->n_tx <= LIBOS_BATCH / 2 && n->k->shared->n_done <= LIBOS_BATCH / 2 &&
	       event_room(n->all, 128 * 1024);
}

/* There is something to run at this instant. */
void node_due(struct node *n)
{
	struct programs *all = n->all;

	all->shared->pending = 1;
	if (n->due)
		return;
	n->due = true;
	n->due_next = NULL;
	*all->due_tail = n;
	all->due_tail = &n->due_next;
}

bool node_run(struct node *n)
{
	struct tracee *t;

	for (;;) {
		while (n->running > 0)
			receive(n);
		if (n->dead)
			return true;
		queue_trapped(n);
		node_sweep(n);
		if (n->n_signals)
			signals_flush(n);
		if (n->check_signals) {
			signals_check(n);
			continue;
		}
		if (node_release_frames(n) || !can_go_on(n))
			return false;
		t = next_turn(n);
		if (!t) {
			streams_pump_stirred(n);
			inotifies_look(n);
			if (!event_room(n->all, EVENT_BYTES / 2))
				return false;	/* there may be more */
			if (!n->queue && !n->n_signals && !locks_retry(n))
				return true;
		} else if (!t->dead) {
			take_turn(t);
		}
	}
}
