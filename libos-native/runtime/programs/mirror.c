// SPDX-License-Identifier: Apache-2.0
/*
 * Calls in the kernel of a node, by the mirror tasks of threads and by the
 * keeper, a mirror task of our own for housekeeping.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include "programs.h"

static int posting_task = -1;
static bool posting_done;
static long posting_result;

/* A call of t has returned in the kernel, but not at once. */
static void completed(struct tracee *t, long result)
{
	if (t->state != IN_LIBOS)
		return;
	if (t->interrupted_by_mask && (result == -EINTR || result == -ERESTARTNOHAND ||
				       result == -ERESTART_RESTARTBLOCK)) {
		/* the host delivers the signal, with the call's own mask */
		finish_host(t);
		return;
	}
	t->result = result;
	t->state = READY;
	t->go_on = false;
	runnable(t);
}

/* Take what belongs to us out of the results; the rest stays for Java. */
void node_take_done(struct node *n)
{
	struct libos_shared *sh = n->k->shared;
	uint32_t i, left = 0;

	for (i = 0; i < sh->n_done; i++) {
		struct libos_done d = sh->done[i];

		if (d.task < FIRST_TASK) {
			sh->done[left++] = d;
		} else if (d.kind != LIBOS_RETURNED) {
			signal_from_kernel(n, &d);
		} else if ((int)d.task == posting_task) {
			posting_done = true;
			posting_result = d.result;
		} else if (n->by_task[d.task - FIRST_TASK]) {
			completed(n->by_task[d.task - FIRST_TASK], d.result);
		}
	}
	sh->n_done = left;
}

bool node_waits(const struct node *n)
{
	return !n->queue && !n->n_signals;
}

void node_enter(struct node *n)
{
	struct libos_shared *sh = n->k->shared;

	if (!n->touched) {
		n->touched = true;
		n->all->shared->touched[n->all->shared->touched_count++] = n->number;
	}
	do {
		lk_kernel_enter((long)n->k, n->all->now);
		node_take_done(n);
	} while (sh->stalled && sh->state == LIBOS_READY && sh->n_tx < LIBOS_BATCH &&
		 sh->n_done < LIBOS_BATCH);
	if (sh->state != LIBOS_READY)
		n->dead = true;
}

static void submit(struct node *n, int task, int process, long nr, const uint64_t *args)
{
	struct libos_shared *sh = n->k->shared;
	struct libos_call *c = &sh->call[sh->n_call++];

	c->task = task;
	c->nr = nr;
	c->process = process;
	memcpy(c->args, args, sizeof(c->args));
	posting_task = task;
	posting_done = false;
	node_enter(n);
	posting_task = -1;
}

/*
 * Have the mirror task do a call.  then() gets the result, now or when it is the
 * thread's turn after the call has returned.
 */
void post(struct tracee *t, int process, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d,
	  uint64_t e, uint64_t f, then_fn then)
{
	uint64_t args[6] = { a, b, c, d, e, f };
	long result;

	t->state = IN_LIBOS;
	t->then = then;
	submit(t->p->node, t->task, process, nr, args);
	if (t->p->node->dead || !posting_done)
		return;
	result = posting_result;
	signals_flush(t->p->node);
	t->then = NULL;
	t->state = TRAPPED;
	then(t, result);
}

void forward(struct tracee *t, then_fn then)
{
	post(t, t->p->pid, t->call.data.nr, A(t, 0), A(t, 1), A(t, 2), A(t, 3), A(t, 4), A(t, 5),
	     then);
}

void then_reply(struct tracee *t, long result)
{
	reply(t, result);
}

/* The host does the call as well. */
void then_host(struct tracee *t, long unused)
{
	(void)unused;
	reply_host(t);
}

void forward_reply(struct tracee *t)
{
	forward(t, then_reply);
}

long mirror_call(struct tracee *t, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	uint64_t args[6] = { a, b, c, d };

	submit(t->p->node, t->task, 0, nr, args);
	return posting_done ? posting_result : -EIO;
}

long keeper_call(struct node *n, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	uint64_t args[6] = { a, b, c, d };

	if (n->dead)
		return -EIO;
	submit(n, FIRST_TASK, 0, nr, args);
	return posting_done ? posting_result : -EIO;
}

/* Puts a string where a call of ours may point to; until the next one. */
uint64_t scratch_string(struct node *n, const char *s)
{
	strncpy(n->all->scratch, s, PATH_SIZE - 1);
	return (uint64_t)n->all->scratch;
}

/* What its mirror task waits for ends with -EINTR or one of the -ERESTART*. */
void mirror_interrupt(struct tracee *t)
{
	keeper_call(t->p->node, LIBOS_NR_INTERRUPT, t->task, 0, 0, 0);
}
