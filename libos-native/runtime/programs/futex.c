// SPDX-License-Identifier: Apache-2.0
/*
 * Futexes: who waits, and who is woken.  A timeout is a sleep of the mirror task.
 *
 * As one thread of a node runs at a time, those with priority inheritance need no
 * more than an owner: whoever unlocks hands over to the first that waits.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include "calls.h"

#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2	13
#endif

static bool same(struct futex_key a, struct futex_key b)
{
	return a.space == b.space && a.at == b.at;
}

/* In shared memory a futex is a place in a file, elsewhere an address of a process. */
static struct futex_key key_of(struct process *p, uint64_t address, bool private)
{
	struct futex_key k = { (uint64_t)p, address };
	uint64_t from, to, offset, inode;
	unsigned int major, minor;
	char path[64], line[512], mode[8];
	FILE *maps;

	if (private)
		return k;
	snprintf(path, sizeof(path), "/proc/%d/maps", p->pid);
	maps = fopen(path, "re");
	while (maps && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s %lx %x:%x %lu", &from, &to, mode, &offset, &major,
			   &minor, &inode) != 7 || address < from || address >= to)
			continue;
		if (mode[3] == 's')
			k = (struct futex_key) { (uint64_t)major << 52 | (uint64_t)minor << 40 | inode,
						 offset + address - from };
		break;
	}
	if (maps)
		fclose(maps);
	return k;
}

static bool waits_for(const struct tracee *t, struct futex_key key)
{
	return !t->dead && t->futex_waits && same(t->futex, key) &&
	       (t->state == IN_FUTEX || t->state == IN_LIBOS);
}

static void wake(struct tracee *t)
{
	t->futex_waits = false;
	t->futex_woken = true;
	if (t->state == IN_FUTEX)
		finish(t, 0);
	else
		mirror_interrupt(t);
}

static long wake_key(struct node *n, struct futex_key key, long max, uint32_t bits)
{
	long woken = 0;

	for (struct tracee *t = n->threads; t && woken < max; t = t->next)
		if (waits_for(t, key) && !t->futex_pi && t->futex_bits & bits) {
			wake(t);
			woken++;
		}
	return woken;
}

static long wake_at(struct tracee *t, uint64_t address, long n, uint32_t bits, bool private)
{
	return wake_key(t->p->node, key_of(t->p, address, private), n, bits);
}

/* The host has cleared the word of a thread that has ended. */
void futex_thread_ended(struct process *p, uint64_t address)
{
	wake_key(p->node, key_of(p, address, true), 1, ~0U);
	wake_key(p->node, key_of(p, address, false), 1, ~0U);
}

/* A thread of p has ended: the host has marked the robust futexes that it held. */
void futex_owner_died(struct process *p)
{
	uint32_t value;

	for (struct tracee *t = p->node->threads; t; t = t->next) {
		if (!waits_for(t, t->futex) || (t->p != p && t->futex.space == (uint64_t)t->p) ||
		    user_read(t->p, A(t, 0), &value, 4) != 4 || !(value & FUTEX_OWNER_DIED))
			continue;
		if (t->futex_pi) {
			value = (value & ~FUTEX_TID_MASK) | t->nstid;
			user_write(t->p, A(t, 0), &value, 4);
		}
		wake(t);
	}
}

static void then_woken(struct tracee *t, long result)
{
	t->futex_waits = false;
	if (t->futex_woken)
		result = 0;
	else if (!result)
		result = -ETIMEDOUT;
	else
		result = t->futex_pi ? -ERESTARTNOINTR : -ERESTART_RESTARTBLOCK;
	t->restarts_futex = true;
	reply(t, result);
}

static void begin(struct tracee *t, bool private, uint32_t bits, bool pi)
{
	t->futex = key_of(t->p, A(t, 0), private);
	t->futex_waits = true;
	t->futex_bits = bits;
	t->futex_pi = pi;
	t->futex_woken = false;
}

static void sleep_until(struct tracee *t)
{
	struct timespec *ts = (struct timespec *)t->p->node->all->scratch;

	*ts = t->futex_until;
	post(t, 0, SYS_clock_nanosleep, t->futex_clock, TIMER_ABSTIME, (uint64_t)ts, 0, 0, 0,
	     then_woken);
}

/* timeout: where the program has it, or 0 */
static void wait_until(struct tracee *t, uint64_t timeout, clockid_t clock, bool absolute)
{
	struct timespec ts, *now = (struct timespec *)t->p->node->all->scratch;

	if (!timeout) {
		t->state = IN_FUTEX;
		return;
	}
	if (user_read(t->p, timeout, &ts, sizeof(ts)) != sizeof(ts))
		return reply(t, -EFAULT);
	if (ts.tv_sec < 0 || (unsigned long)ts.tv_nsec >= 1000000000)
		return reply(t, -EINVAL);
	if (!absolute) {
		mirror_call(t, SYS_clock_gettime, clock, (uint64_t)now, 0, 0);
		ts.tv_nsec += now->tv_nsec;
		if (__builtin_add_overflow(ts.tv_sec, now->tv_sec + ts.tv_nsec / 1000000000, &ts.tv_sec))
			ts.tv_sec = INT64_MAX;
		ts.tv_nsec %= 1000000000;
	}
	t->futex_until = ts;
	t->futex_clock = clock;
	sleep_until(t);
}

static void wait_for(struct tracee *t, bool private, bool bitset, clockid_t clock)
{
	uint32_t value;

	if (user_read(t->p, A(t, 0), &value, 4) != 4)
		return reply(t, -EFAULT);
	if (bitset && !(uint32_t)A(t, 5))
		return reply(t, -EINVAL);
	if (value != (uint32_t)A(t, 2))
		return reply(t, -EAGAIN);
	begin(t, private, bitset ? A(t, 5) : ~0U, false);
	wait_until(t, A(t, 3), clock, bitset);
}

/* After a signal without a handler, until the same time. */
void futex_again(struct tracee *t)
{
	uint32_t value;

	if (user_read(t->p, A(t, 0), &value, 4) != 4 || value != (uint32_t)A(t, 2))
		return reply(t, -EAGAIN);
	t->futex_waits = true;
	t->futex_woken = false;
	sleep_until(t);
}

static long requeue(struct tracee *t, bool private, bool compare)
{
	struct futex_key from = key_of(t->p, A(t, 0), private), to = key_of(t->p, A(t, 4), private);
	uint32_t value;
	long n, moved = 0;

	if (compare && user_read(t->p, A(t, 0), &value, 4) != 4)
		return -EFAULT;
	if (compare && value != (uint32_t)A(t, 5))
		return -EAGAIN;
	n = wake_key(t->p->node, from, (int)A(t, 2), ~0U);
	for (struct tracee *o = t->p->node->threads; o && moved < (long)(int)A(t, 3); o = o->next)
		if (waits_for(o, from)) {
			o->futex = to;
			moved++;
		}
	return n + moved;
}

/* FUTEX_WAKE_OP: change the second word, wake at the first and perhaps at the second. */
static long wake_op(struct tracee *t, bool private)
{
	uint32_t enc = A(t, 5), old, new;
	int op = enc >> 28 & 7, cmp = enc >> 24 & 15, arg = (int)(enc << 8) >> 20;
	int cmparg = (int)(enc << 20) >> 20, n;
	bool hit;

	if (user_read(t->p, A(t, 4), &old, 4) != 4)
		return -EFAULT;
	if (enc >> 31)
		arg = 1 << (arg & 31);
	switch (op) {
	case FUTEX_OP_SET: new = arg; break;
	case FUTEX_OP_ADD: new = old + arg; break;
	case FUTEX_OP_OR: new = old | arg; break;
	case FUTEX_OP_ANDN: new = old & ~arg; break;
	case FUTEX_OP_XOR: new = old ^ arg; break;
	default: return -ENOSYS;
	}
	if (user_write(t->p, A(t, 4), &new, 4) != 4)
		return -EFAULT;
	switch (cmp) {
	case FUTEX_OP_CMP_EQ: hit = (int)old == cmparg; break;
	case FUTEX_OP_CMP_NE: hit = (int)old != cmparg; break;
	case FUTEX_OP_CMP_LT: hit = (int)old < cmparg; break;
	case FUTEX_OP_CMP_LE: hit = (int)old <= cmparg; break;
	case FUTEX_OP_CMP_GT: hit = (int)old > cmparg; break;
	case FUTEX_OP_CMP_GE: hit = (int)old >= cmparg; break;
	default: return -ENOSYS;
	}
	n = wake_at(t, A(t, 0), (int)A(t, 2), ~0U, private);
	if (hit)
		n += wake_at(t, A(t, 4), (int)A(t, 3), ~0U, private);
	return n;
}

/* -------------------------------------------------------------- with an owner */

static struct tracee *first_waiter(struct node *n, struct futex_key key, struct tracee *but)
{
	for (struct tracee *t = n->threads; t; t = t->next)
		if (t != but && waits_for(t, key) && t->futex_pi)
			return t;
	return NULL;
}

static void lock_pi(struct tracee *t, bool private, bool try, clockid_t clock)
{
	uint32_t value, owner;

	if (user_read(t->p, A(t, 0), &value, 4) != 4)
		return reply(t, -EFAULT);
	owner = value & FUTEX_TID_MASK;
	if (owner == (uint32_t)t->nstid)
		return reply(t, -EDEADLK);
	if (owner && try)
		return reply(t, -EAGAIN);
	value = owner ? value | FUTEX_WAITERS : value | t->nstid;
	if (user_write(t->p, A(t, 0), &value, 4) != 4)
		return reply(t, -EFAULT);
	if (!owner)
		return reply(t, 0);
	begin(t, private, ~0U, true);
	wait_until(t, A(t, 3), clock, true);
}

static long unlock_pi(struct tracee *t, bool private)
{
	struct futex_key key = key_of(t->p, A(t, 0), private);
	struct tracee *next = first_waiter(t->p->node, key, NULL);
	uint32_t value;

	if (user_read(t->p, A(t, 0), &value, 4) != 4)
		return -EFAULT;
	if ((value & FUTEX_TID_MASK) != (uint32_t)t->nstid)
		return -EPERM;
	value = 0;
	if (next)
		value = next->nstid |
			(first_waiter(t->p->node, key, next) ? FUTEX_WAITERS : 0);
	if (user_write(t->p, A(t, 0), &value, 4) != 4)
		return -EFAULT;
	if (next)
		wake(next);
	return 0;
}

void call_futex(struct tracee *t)
{
	bool private = A(t, 1) & FUTEX_PRIVATE_FLAG;
	clockid_t clock = A(t, 1) & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;

	switch (A(t, 1) & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
		return wait_for(t, private, false, clock);
	case FUTEX_WAIT_BITSET:
		return wait_for(t, private, true, clock);
	case FUTEX_WAKE:
		return reply(t, wake_at(t, A(t, 0), (int)A(t, 2), ~0U, private));
	case FUTEX_WAKE_BITSET:
		return reply(t, wake_at(t, A(t, 0), (int)A(t, 2), A(t, 5), private));
	case FUTEX_WAKE_OP:
		return reply(t, wake_op(t, private));
	case FUTEX_REQUEUE:
		return reply(t, requeue(t, private, false));
	case FUTEX_CMP_REQUEUE:
		return reply(t, requeue(t, private, true));
	case FUTEX_LOCK_PI:
		return lock_pi(t, private, false, CLOCK_REALTIME);
	case FUTEX_LOCK_PI2:
		return lock_pi(t, private, false, clock);
	case FUTEX_TRYLOCK_PI:
		return lock_pi(t, private, true, clock);
	case FUTEX_UNLOCK_PI:
		return reply(t, unlock_pi(t, private));
	}
	reply(t, -ENOSYS);	/* requeueing to one with an owner */
}
