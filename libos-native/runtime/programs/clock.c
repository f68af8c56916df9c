// SPDX-License-Identifier: Apache-2.0
/*
 * Virtual time for programs.  Computing takes none, unless a node charges for
 * calls.  So a program that polls without sleeping would stop time.  The rule:
 *
 *	Eight calls in a row that only look (at a clock, at descriptors without
 *	waiting, for data that is not there) are free.  Each further one takes the
 *	thread a sixteenth of the time since the first, at least 1 us and at most
 *	64 us.
 *
 * A program that goes on without time passing in any other way, say by starting
 * processes, pays 1 us for each call after a hundred thousand of its node.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include "programs.h"

#define FREE_LOOKS	8
#define LOOK_MIN_NS	1000
#define LOOK_MAX_NS	64000
#define FREE_CALLS	100000
#define CALL_NS		1000

static void then_passed(struct tracee *t, long unused)
{
	(void)unused;
	reply_now(t, t->look_result);
}

/* Reply after ns of virtual time. */
static void reply_after(struct tracee *t, uint64_t ns, long result)
{
	struct timespec *ts = (struct timespec *)t->p->node->all->scratch;

	ts->tv_sec = ns / 1000000000;
	ts->tv_nsec = ns % 1000000000;
	t->look_result = result;
	post(t, 0, SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, (uint64_t)ts, 0, 0, 0, then_passed);
}

void charge(struct tracee *t, long result)
{
	struct node *n = t->p->node;
	uint64_t from = n->cpu_free > n->all->now ? n->cpu_free : n->all->now;
	uint64_t cost = n->call_cost;

	if (n->calls_now > FREE_CALLS)
		cost += CALL_NS;
	n->cpu_free = from + cost;
	reply_after(t, n->cpu_free - n->all->now, result);
}

bool must_charge(struct node *n)
{
	if (n->calls_at != n->all->now) {
		n->calls_at = n->all->now;
		n->calls_now = 0;
	}
	return n->call_cost || ++n->calls_now > FREE_CALLS;
}

/* The result of a call that only looks. */
void then_look(struct tracee *t, long result)
{
	uint64_t now = t->p->node->all->now, cost;

	if (!t->looks++)
		t->look_from = now;
	if (t->looks <= FREE_LOOKS)
		return reply(t, result);
	cost = (now - t->look_from) / 16;
	if (cost < LOOK_MIN_NS)
		cost = LOOK_MIN_NS;
	if (cost > LOOK_MAX_NS)
		cost = LOOK_MAX_NS;
	reply_after(t, cost, result);
}

/* Of a call that may have waited: if it had to, it was no look. */
void then_poll(struct tracee *t, long result)
{
	if (t->called_at != t->p->node->all->now) {
		t->looks = 0;
		reply(t, result);
	} else {
		then_look(t, result);
	}
}

/* Of a call that takes or gives data. */
void then_transfer(struct tracee *t, long result)
{
	if (result == -EAGAIN)
		return then_poll(t, result);
	t->looks = 0;
	if (result > 0)
		streams_written(t, A(t, 0));
	reply(t, result);
}
