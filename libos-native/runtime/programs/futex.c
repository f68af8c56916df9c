// SPDX-License-Identifier: Apache-2.0
/* Futexes: who waits, and who is woken.  A timeout is a sleep of the mirror task. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include "calls.h"

#define NOT_HERE	(-EOPNOTSUPP)

static bool waits_for(const struct tracee *t, const struct process *owner, uint64_t address)
{
	return !t->dead && t->futex_address == address && t->futex_owner == owner &&
	       (t->state == IN_FUTEX || t->state == IN_LIBOS);
}

static void wake(struct tracee *t)
{
	t->futex_address = 0;
	t->futex_woken = true;
	if (t->state == IN_FUTEX)
		finish(t, 0);
	else
		mirror_interrupt(t);
}

long futex_wake(struct process *p, uint64_t address, long n, uint32_t bits, bool private)
{
	struct process *owner = private ? p : NULL;
	long woken = 0;

	for (struct tracee *t = p->node->threads; t && woken < n; t = t->next)
		if (waits_for(t, owner, address) && t->futex_bits & bits) {
			wake(t);
			woken++;
		}
	return woken;
}

static void then_woken(struct tracee *t, long result)
{
	t->futex_address = 0;
	if (t->futex_woken)
		result = 0;
	else if (!result)
		result = -ETIMEDOUT;
	else if (result == -ERESTART_RESTARTBLOCK)
		result = -EINTR;
	reply(t, result);
}

static void wait_for(struct tracee *t, bool private, bool bitset, clockid_t clock)
{
	uint32_t value;

	if (user_read(t->p, A(t, 0), &value, 4) != 4)
		return reply(t, -EFAULT);
	if (value != (uint32_t)A(t, 2))
		return reply(t, -EAGAIN);
	t->futex_owner = private ? t->p : NULL;
	t->futex_address = A(t, 0);
	t->futex_bits = bitset ? A(t, 5) : ~0U;
	t->futex_woken = false;
	if (!A(t, 3))
		t->state = IN_FUTEX;
	else
		post(t, t->p->pid, SYS_clock_nanosleep, clock, bitset ? TIMER_ABSTIME : 0, A(t, 3),
		     0, 0, 0, then_woken);
}

static long requeue(struct tracee *t, bool private, bool compare)
{
	struct process *owner = private ? t->p : NULL;
	uint32_t value;
	long n, moved = 0;

	if (compare && user_read(t->p, A(t, 0), &value, 4) != 4)
		return -EFAULT;
	if (compare && value != (uint32_t)A(t, 5))
		return -EAGAIN;
	n = futex_wake(t->p, A(t, 0), (int)A(t, 2), ~0U, private);
	for (struct tracee *o = t->p->node->threads; o && moved < (long)(int)A(t, 3); o = o->next)
		if (waits_for(o, owner, A(t, 0))) {
			o->futex_address = A(t, 4);
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
	n = futex_wake(t->p, A(t, 0), (int)A(t, 2), ~0U, private);
	if (hit)
		n += futex_wake(t->p, A(t, 4), (int)A(t, 3), ~0U, private);
	return n;
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
		return reply(t, futex_wake(t->p, A(t, 0), (int)A(t, 2), ~0U, private));
	case FUTEX_WAKE_BITSET:
		return reply(t, futex_wake(t->p, A(t, 0), (int)A(t, 2), A(t, 5), private));
	case FUTEX_WAKE_OP:
		return reply(t, wake_op(t, private));
	case FUTEX_REQUEUE:
		return reply(t, requeue(t, private, false));
	case FUTEX_CMP_REQUEUE:
		return reply(t, requeue(t, private, true));
	}
	reply(t, -ENOSYS);	/* priority inheritance */
}
