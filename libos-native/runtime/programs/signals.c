// SPDX-License-Identifier: Apache-2.0
/*
 * Signals.  The host delivers them all, when it gets an answer to the call that
 * the thread is in (SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV).  So a thread that waits
 * has to be given an answer when one is deliverable.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"

#define BIT(sig)	(1UL << ((sig) - 1))
#define STOPPING	(BIT(SIGSTOP) | BIT(SIGTSTP) | BIT(SIGTTIN) | BIT(SIGTTOU))
#define NO_ACTION	(BIT(SIGCHLD) | BIT(SIGCONT) | BIT(SIGURG) | BIT(SIGWINCH))

struct sets {
	unsigned long thread, process, blocked, ignored, caught;
};

/* false: the thread has ended, or is about to. */
static bool read_sets(struct tracee *t, struct sets *s)
{
	char buf[4096], *at;

	if (!host_status(t->tid, buf, sizeof(buf)) || strstr(buf, "State:\tZ") ||
	    strstr(buf, "State:\tX") || !(at = strstr(buf, "SigPnd:")))
		return false;
	sscanf(at, "SigPnd: %lx ShdPnd: %lx SigBlk: %lx SigIgn: %lx SigCgt: %lx", &s->thread,
	       &s->process, &s->blocked, &s->ignored, &s->caught);
	return !(s->thread & BIT(SIGKILL));
}

/* The mask that the call itself brings, if any. */
static bool own_mask(struct tracee *t, unsigned long *mask)
{
	unsigned long at = 0;

	switch (t->call.data.nr) {
	case SYS_rt_sigsuspend:
		at = A(t, 0);
		break;
	case SYS_ppoll:
		at = A(t, 3);
		break;
	case SYS_epoll_pwait:
		at = A(t, 4);
		break;
	case SYS_pselect6:
		if (!A(t, 5) || user_read(t->p, A(t, 5), &at, 8) != 8)
			at = 0;
		break;
	}
	return at && user_read(t->p, at, mask, 8) == 8;
}

/* The signals that the host would act on if this call ended now. */
static unsigned long deliverable(struct tracee *t, const struct sets *s, bool *by_mask)
{
	unsigned long blocked = s->blocked;

	*by_mask = own_mask(t, &blocked);
	return (s->thread | s->process) & ~blocked & (s->caught | ~(s->ignored | NO_ACTION));
}

bool signal_deliverable(struct tracee *t)
{
	struct sets s = { 0 };
	bool by_mask;

	return jobs_any_stopped(t->p) || !read_sets(t, &s) || deliverable(t, &s, &by_mask);
}

/* It has a handler for it. */
bool signal_caught(struct tracee *t, int sig)
{
	struct sets s = { 0 };

	return read_sets(t, &s) && s.caught & BIT(sig);
}

/* Those that do nothing to the thread now. */
unsigned long signals_held(struct tracee *t)
{
	struct sets s = { 0 };

	read_sets(t, &s);
	return s.blocked | s.ignored;
}

/* Those that wait to be let through, or to be read. */
unsigned long signals_pending(struct tracee *t)
{
	struct sets s = { 0 };

	read_sets(t, &s);
	return s.thread | s.process;
}

/* Give up what the thread waits for, so that the host can deliver. */
static void interrupt(struct tracee *t)
{
	switch (t->state) {
	case IN_LIBOS:
		mirror_interrupt(t);
		break;
	case IN_FUTEX:
	case IN_WAIT:
	case IN_LOCK:
		t->futex_waits = false;
		finish(t, -ERESTARTSYS);
		break;
	case IN_SUSPEND:
		t->gives_up = true;
		finish_host(t);
		break;
	default:
		break;
	}
}

static void end_of(struct process *p)
{
	if (process_has_exited(p, 10000))
		process_gone(p);
}

static bool wanted_by_timedwait(struct tracee *t, const struct sets *s)
{
	unsigned long set = 0;

	if (t->call.data.nr != SYS_rt_sigtimedwait)
		return false;
	user_read(t->p, A(t, 0), &set, 8);
	return (s->thread | s->process) & set;
}

/*
 * Between the signal and the turn of the thread that waited for it, somebody may have
 * taken it, or SIGCONT may have undone it.  The host would wait for another then.
 */
bool signal_lets_go(struct tracee *t)
{
	struct sets s = { 0 };
	bool by_mask;

	return jobs_any_stopped(t->p) || !read_sets(t, &s) || wanted_by_timedwait(t, &s) ||
	       deliverable(t, &s, &by_mask);
}

/* Returns true if a signal was let through. */
static bool check(struct tracee *t)
{
	struct sets s = { 0 };
	unsigned long which;
	bool by_mask;

	if (t->dead || t->state == RUN || t->state == IN_VFORK)
		return false;
	if (t->state < IN_LIBOS) {
		t->may_have_signal = true;	/* look again should it wait */
		if (t->p->files->notifiers)
			signalfds_show(t->p, signals_pending(t));
		return false;
	}
	if (!read_sets(t, &s)) {
		end_of(t->p);
		return false;
	}
	t->may_pend = s.thread | s.process;
	if (t->p->files->notifiers)
		signalfds_show(t->p, s.thread | s.process);
	if (t->state == STOPPED)
		return false;
	if (wanted_by_timedwait(t, &s)) {
		t->interrupted_by_mask = true;
		interrupt(t);
		return false;
	}
	which = deliverable(t, &s, &by_mask);
	if (!which && !jobs_any_stopped(t->p))
		return false;
	if (!which || which & STOPPING & ~s.caught)
		t->p->may_stop = true;
	t->interrupted_by_mask = by_mask;
	interrupt(t);
	return which;
}

/* It has begun to wait. */
void signals_at_wait(struct tracee *t)
{
	long nr = t->call.data.nr;
	bool lets_in = nr == SYS_ppoll || nr == SYS_pselect6 || nr == SYS_epoll_pwait;

	if (t->may_have_signal || (lets_in && t->may_pend))
		check(t);
}

/* Has a signal arrived for one of its threads that waits? */
void signals_check_process(struct process *p)
{
	struct node *n = p->node;

	if (p->dead)
		return;
	for (struct tracee *t = n->threads; t; t = t->next)
		if (t->p == p)
			t->may_pend = true;
	if (n->any_stopped)
		jobs_resume(p);
	for (struct tracee *t = n->threads; t && !p->dead; t = t->next)
		if (t->p == p && check(t) && !p->may_stop)
			break;
}

/* Something has happened that a signal may have come of. */
void signals_expect(struct process *p)
{
	p->node->check_signals = p->check_signals = p->signalled = true;
}

void signals_expect_all(struct node *n)
{
	for (struct process *p = n->processes; p; p = p->next)
		p->check_signals = p->signalled = true;
	n->check_signals = true;
}

void signals_check(struct node *n)
{
	n->check_signals = false;
	for (struct process *p = n->processes; p; p = p->next)
		if (p->check_signals) {
			p->check_signals = false;
			signals_check_process(p);
		}
}

/* ---------------------------------------------------- from the node's kernel */

void signal_from_kernel(struct node *n, const struct libos_done *d)
{
	if (n->n_signals < MAX_SIGNALS)
		n->signals[n->n_signals++] = *d;
	node_due(n);
}

/* A timer has one signal at a time. */
static bool still_pending(struct tracee *t, int sig)
{
	struct sets s = { 0 };

	return t->may_pend && read_sets(t, &s) && (s.thread | s.process) & BIT(sig);
}

static void deliver(struct node *n, const struct libos_done *d)
{
	struct tracee *t = n->by_task[d->task - FIRST_TASK];
	int sig = d->result;
	siginfo_t si = { .si_signo = sig, .si_code = d->code };

	if (!t || t->dead)
		return;
	if (d->code == SI_TIMER && still_pending(t, sig))
		return;
	if (d->code == SI_TIMER || d->code == SI_MESGQ || d->code == SI_QUEUE) {
		if (d->code == SI_TIMER)
			si.si_timerid = d->id;
		si.si_value.sival_ptr = (void *)d->value;
		if (d->kind == LIBOS_SIGNAL_THREAD)
			syscall(SYS_rt_tgsigqueueinfo, t->p->pid, t->tid, sig, &si);
		else
			syscall(SYS_rt_sigqueueinfo, t->p->pid, sig, &si);
	} else if (d->kind == LIBOS_SIGNAL_THREAD) {
		syscall(SYS_tgkill, t->p->pid, t->tid, sig);
	} else {
		kill(t->p->pid, sig);
	}
	signals_expect(t->p);
}

void signals_flush(struct node *n)
{
	for (int i = 0; i < n->n_signals; i++)
		deliver(n, &n->signals[i]);
	n->n_signals = 0;
}

/* ------------------------------------------------------------------- calls */

void call_suspend(struct tracee *t)
{
	t->state = IN_SUSPEND;
	check(t);
}

static void then_timed_out(struct tracee *t, long result)
{
	if (!result)
		return reply(t, -EAGAIN);
	reply(t, signal_deliverable(t) ? -EINTR : result);
}

void call_sigtimedwait(struct tracee *t)
{
	struct { long sec, nsec; } ts;

	if (!A(t, 2)) {
		t->state = IN_SUSPEND;
		check(t);
		return;
	}
	if (user_read(t->p, A(t, 2), &ts, sizeof(ts)) != sizeof(ts) || (!ts.sec && !ts.nsec))
		return reply_host(t);
	post(t, t->p->pid, SYS_nanosleep, A(t, 2), 0, 0, 0, 0, 0, then_timed_out);
	if (t->state == IN_LIBOS)
		check(t);
}

/* What the host, or we, take up again after a signal without a handler. */
void call_restart(struct tracee *t)
{
	if (t->restarts_futex)
		return futex_again(t);
	post(t, t->p->pid, SYS_restart_syscall, 0, 0, 0, 0, 0, 0,
	     t->call.data.nr == SYS_rt_sigtimedwait ? then_timed_out : then_reply);
}
