// SPDX-License-Identifier: Apache-2.0
/*
 * Calls in the kernel of a node, by the mirror tasks of threads and by the
 * keeper, a mirror task of our own for housekeeping.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include "programs.h"

/* Other simulations may run in other threads. */
static __thread int posting_task __attribute__((tls_model("initial-exec"))) = -1;
static __thread bool posting_done __attribute__((tls_model("initial-exec")));
static __thread long posting_result __attribute__((tls_model("initial-exec")));

/* A call of t has returned in the kernel, but not at once. */
static void completed(struct tracee *t, long result)
{
	if (t->state != IN_LIBOS)
		return;
	if (t->interrupted_by_mask && (result == -EINTR || result == -ERESTARTNOHAND ||
				       result == -ERESTART_RESTARTBLOCK)) {
		/* the host delivers the signal, with the call's own mask */
		t->gives_up = true;
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
	if (sh->state == LIBOS_DEAD && !n->dead) {
		n->dead = true;
		node_due(n);		/* its programs are to be ended */
	}
}

bool node_waits(const struct node *n)
{
	return !n->queue && !n->n_signals;
}

static void touch(struct node *n)
{
	struct programs_shared *sh = n->all->shared;

	if (n->touched || sh->touched_count == LK_SLOTS)
		return;
	n->touched = true;
	n->touched_next = n->all->touched;
	n->all->touched = n;
	sh->touched[sh->touched_count++] = n->number;
}

/*
 * A call may send more frames than a batch holds.  It has to end nevertheless, so
 * frames are kept here until Java has taken those before them.
 */
static bool hold_frames(struct node *n)
{
	struct libos_shared *sh = n->k->shared;
	struct libos_frame *more = reallocarray(n->held, n->n_held + sh->n_tx, sizeof(*more));

	if (!more)
		return false;
	memcpy(more + n->n_held, sh->tx, sh->n_tx * sizeof(*more));
	n->held = more;
	n->n_held += sh->n_tx;
	sh->n_tx = 0;
	return true;
}

/* Nobody will take them: their buffers are free again. */
void node_drop_frames(struct node *n)
{
	struct libos_pool *pool = (struct libos_pool *)n->k->shared->pool;

	for (size_t i = 0; i < n->n_held; i++) {
		uint32_t buffer = n->held[i].buffer;

		if (buffer < LIBOS_SMALLS * LIBOS_SMALL)
			pool->small[pool->n_small++] = buffer;
		else
			pool->large[pool->n_large++] = buffer;
	}
	n->n_held = 0;
}

/* Returns true if there are frames that Java has to take first. */
bool node_release_frames(struct node *n)
{
	struct libos_shared *sh = n->k->shared;

	if (!n->n_held)
		return false;
	if (sh->n_tx)
		hold_frames(n);
	sh->n_tx = n->n_held < LIBOS_BATCH ? n->n_held : LIBOS_BATCH;
	memcpy(sh->tx, n->held, sh->n_tx * sizeof(*sh->tx));
	n->n_held -= sh->n_tx;
	memmove(n->held, n->held + sh->n_tx, n->n_held * sizeof(*n->held));
	touch(n);
	return true;
}

void node_enter(struct node *n)
{
	struct libos_shared *sh = n->k->shared;

	touch(n);
	do {
		if (sh->n_tx == LIBOS_BATCH && !hold_frames(n))
			break;
		lk_kernel_enter((long)n->k, n->all->now);
		node_take_done(n);
	} while (sh->stalled && sh->state == LIBOS_READY && sh->n_done < LIBOS_BATCH);
	if (sh->state != LIBOS_READY)
		n->dead = true;
}

static void submit(struct node *n, int task, int process, long nr, const uint64_t *args)
{
	struct libos_shared *sh = n->k->shared;
	struct libos_call *c;

	posting_done = false;
	if (n->dead)
		return;
	c = &sh->call[sh->n_call++];
	c->task = task;
	c->nr = nr;
	c->process = process;
	memcpy(c->args, args, sizeof(c->args));
	posting_task = task;
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
	if (posting_done)
		return posting_result;
	mirror_interrupt(t);	/* it cannot wait now, and must be free for its next call */
	return -EIO;
}

long keeper_call(struct node *n, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	uint64_t args[6] = { a, b, c, d };

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
