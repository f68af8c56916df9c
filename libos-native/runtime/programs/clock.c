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
 *	A program that does not wait for its descriptors, finds nothing, and does the
 *	same again waits for a time that it does not tell: event loops round the last
 *	millisecond before a timer down to none.  The first two times are free; each
 *	further time takes half of the time since the first, at least 1 us and at
 *	most 250 us.
 *
 * A program that goes on without time passing in any other way, say by starting
 * processes, would stop it as well.  So a node may do a hundred thousand calls at
 * once, and earns another for each microsecond; further ones take 1 us each.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include "programs.h"

#define FREE_LOOKS	8
#define LOOK_MIN_NS	1000
#define LOOK_MAX_NS	64000
#define FREE_AGAIN	2
#define AGAIN_MAX_NS	250000
#define MOST_CALLS	100000
#define CALL_NS		1000

/* Virtual time passes for the thread. */
static void sleep_for(struct tracee *t, uint64_t ns, then_fn then)
{
	struct timespec *ts = (struct timespec *)t->p->node->all->scratch;

	ts->tv_sec = ns / 1000000000;
	ts->tv_nsec = ns % 1000000000;
	post(t, 0, SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, (uint64_t)ts, 0, 0, 0, then);
}

static void then_looked(struct tracee *t, long unused)
{
	(void)unused;
	reply(t, t->look_result);
}

/* May the node do one more call for nothing? */
static bool is_free(struct node *n)
{
	uint64_t earned = (n->all->now - n->calls_at) / CALL_NS;

	n->calls_at += earned * CALL_NS;
	n->calls = n->calls > earned ? n->calls - earned : 0;
	if (n->calls >= MOST_CALLS)
		return false;
	n->calls++;
	return true;
}

static void then_begin(struct tracee *t, long result)
{
	if (result)		/* a signal; should the call wait, look for it */
		t->may_have_signal = true;
	call_handle(t);
}

/* A node has one CPU: what its calls cost, they cost one after the other. */
void call_begin(struct tracee *t)
{
	struct node *n = t->p->node;
	uint64_t cost = n->call_cost + (is_free(n) ? 0 : CALL_NS);

	if (!cost)
		return call_handle(t);
	if (n->cpu_free < n->all->now)
		n->cpu_free = n->all->now;
	n->cpu_free += cost;
	sleep_for(t, n->cpu_free - n->all->now, then_begin);
}

/* After looks that were free, for so long. */
static void look_for(struct tracee *t, uint64_t ns, uint64_t max, long result)
{
	t->look_result = result;
	sleep_for(t, ns < LOOK_MIN_NS ? LOOK_MIN_NS : ns > max ? max : ns, then_looked);
}

/* The result of a call that only looks. */
void then_look(struct tracee *t, long result)
{
	uint64_t now = t->p->node->all->now;

	if (!t->looks++)
		t->look_from = now;
	if (t->looks <= FREE_LOOKS)
		return reply(t, result);
	look_for(t, (now - t->look_from) / 16, LOOK_MAX_NS, result);
}

/* Is it the call before this one, but for reads of a clock? */
static bool again(struct tracee *t)
{
	struct seccomp_data *before = &t->poll, *this = &t->call.data;
	bool same = t->looks && before->nr == this->nr &&
		    !memcmp(before->args, this->args, 3 * sizeof(*this->args));

	*before = *this;
	return same;
}

/* Of a call that may have waited: if it had to, it was no look. */
void then_poll(struct tracee *t, long result)
{
	uint64_t now = t->p->node->all->now;

	if (t->called_at != now) {
		t->looks = t->polls = 0;
		return reply(t, result);
	}
	if (result || !again(t)) {
		t->polls = 0;
		return then_look(t, result);
	}
	if (!t->polls++)
		t->look_from = now;
	if (t->polls < FREE_AGAIN)
		return then_look(t, result);
	look_for(t, (now - t->look_from) / 2, AGAIN_MAX_NS, result);
}

/* Of a call that takes or gives data. */
void then_transfer(struct tracee *t, long result)
{
	if (result == -EAGAIN)
		return then_poll(t, result);
	t->looks = t->polls = 0;
	if (result > 0)
		streams_written(t, A(t, 0));
	reply(t, result);
}
