// SPDX-License-Identifier: Apache-2.0
/*
 * kill() and its like.  The host does it, but a deadly signal acts at once: it ends those who wait
 * in a call, and their parent, perhaps the caller, hears of it at a moment that nobody
 * knows.  So we send these ourselves while the caller waits, until that is settled.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include "calls.h"

#define BIT(sig)	(1UL << ((sig) - 1))
#define STOPPING	(BIT(SIGSTOP) | BIT(SIGTSTP) | BIT(SIGTTIN) | BIT(SIGTTOU))
/* Those without a handler that do not end a process, or not before it gets its answer. */
#define NOT_AT_ONCE	(STOPPING | BIT(SIGCHLD) | BIT(SIGCONT) | BIT(SIGURG) | BIT(SIGWINCH) | \
			 BIT(SIGQUIT) | BIT(SIGILL) | BIT(SIGTRAP) | BIT(SIGABRT) | BIT(SIGBUS) | \
			 BIT(SIGFPE) | BIT(SIGSEGV) | BIT(SIGXCPU) | BIT(SIGXFSZ) | BIT(SIGSYS))

static struct tracee *leader_of(struct process *p)
{
	for (struct tracee *t = p->node->threads; t; t = t->next)
		if (t->p == p && !t->dead)
			return t;
	return NULL;
}

static bool is_target(struct tracee *t, struct process *p, int to, int group)
{
	if (p->dead || p == t->p)
		return false;
	if (to > 0)
		return p->nspid == to;
	return to == -1 || process_group(p->pid) == group;
}

/* Does the signal end it before it does anything else? */
static bool ends_at_once(struct process *p, int sig)
{
	struct tracee *leader = leader_of(p);

	return leader && !(BIT(sig) & NOT_AT_ONCE) && !signal_caught(leader, sig) &&
	       (sig == SIGKILL || !(signals_held(leader) & BIT(sig)));
}

/*
 * From outside, to all that the program has started and left in its process group.  Those that
 * it ends have ended when we return: while the host is still at it nothing shows that they will,
 * and who is found first would be chance.
 */
void kill_program(struct program *prog, int sig)
{
	int group = process_group(prog->pid);
	struct process *p;

	for (p = prog->node->processes; p; p = p->next)
		p->ends = !p->dead && process_group(p->pid) == group && ends_at_once(p, sig);
	if (kill(-prog->pid, sig))
		kill(prog->pid, sig);
	for (p = prog->node->processes; p; p = p->next)
		if (p->ends)
			process_has_exited(p, 10000);
}

/* Returns whether anything has happened. */
static bool act(struct tracee *t, struct process *p, int sig)
{
	if (!ends_at_once(p, sig) || mirror_call(t, SYS_kill, p->nspid, 0, 0, 0) == -EPERM)
		return false;
	kill(p->pid, sig);
	if (process_has_exited(p, 10000))
		process_gone(p);
	return true;
}

/* Whom the host's kill() would find. */
static bool any_left(struct tracee *t, int to)
{
	int group = to < -1 ? -to : process_group(t->p->pid);

	if (to <= 0 && (to == -1 || process_group(t->p->pid) == group))
		return true;
	for (struct process *p = t->p->node->processes; p; p = p->next)
		if (is_target(t, p, to, group))
			return true;
	return false;
}

static bool affects_at_once(struct tracee *t, int to, int sig)
{
	int group = to < -1 ? -to : to ? 0 : process_group(t->p->pid);
	bool any = false;

	if (sig <= 0 || sig > 64 || BIT(sig) & NOT_AT_ONCE)
		return false;
	for (struct process *p = t->p->node->processes; p; p = p->next)
		if (is_target(t, p, to, group))
			any |= act(t, p, sig);
	return any;
}

static struct process *find(struct node *n, int nspid)
{
	for (struct process *p = n->processes; p; p = p->next)
		if (p->nspid == nspid && !p->dead)
			return p;
	return NULL;
}

/*
 * What SIGCONT wakes runs at once, and its parent, perhaps the caller, hears of it a
 * moment later.  So we send it, too, and the caller goes on when all that has been woken
 * has called again.
 */
static bool wakes(struct tracee *t, int to)
{
	int group = to < -1 ? -to : to ? 0 : process_group(t->p->pid);
	struct process *p = t->p->node->processes;

	for (; p; p = p->next)
		if (is_target(t, p, to, group) && jobs_any_stopped(p))
			break;
	if (!p)
		return false;
	for (p = t->p->node->processes; p; p = p->next) {
		if (p != t->p && !is_target(t, p, to, group))
			continue;
		if (p == t->p && (to > 0 || (to < -1 && process_group(p->pid) != group)))
			continue;
		if (p != t->p && mirror_call(t, SYS_kill, p->nspid, 0, 0, 0) == -EPERM)
			continue;
		kill(p->pid, SIGCONT);
		jobs_resume(p);
		signals_expect(p);
	}
	return true;
}

/* Its effects are looked for when the thread has called again, or cannot any more. */
void call_kill(struct tracee *t)
{
	struct node *n = t->p->node;
	long nr = t->call.data.nr;
	int to = A(t, 0), sig = nr == SYS_tgkill || nr == SYS_rt_tgsigqueueinfo ? A(t, 2) : A(t, 1);
	struct process *p = to > 0 && nr != SYS_tkill ? find(n, to) : NULL;

	if (nr == SYS_kill && affects_at_once(t, to, sig)) {
		if (to <= 0 && any_left(t, to))
			return finish_host(t);
		return finish(t, 0);
	}
	if (sig == SIGCONT && (nr == SYS_kill || p) && wakes(t, to))
		return finish(t, 0);
	if (p)
		signals_expect(p);
	else
		signals_expect_all(n);
	if (sig > 0 && sig < 32 && BIT(sig) & STOPPING && (!p || p == t->p))
		t->p->may_stop = true;
	if (sig == SIGSTOP && p)
		p->may_stop = true;	/* it is found sooner */
	reply_host(t);
}

/* Of which process a descriptor is the directory in /proc; or -1. */
static int pid_of_directory(struct tracee *t, unsigned long fd)
{
	char link[64], *scratch = t->p->node->all->scratch;
	int pid, end = 0;
	long n;

	if (!fd_is_libos(t, fd))
		return -1;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", (int)fd);
	n = mirror_call(t, SYS_readlink, scratch_string(t->p->node, link),
			(uint64_t)scratch + PATH_SIZE, PATH_SIZE - 1, 0);
	if (n <= 0)
		return -1;
	scratch[PATH_SIZE + n] = 0;
	return sscanf(scratch + PATH_SIZE, "/proc/%d%n", &pid, &end) == 1 && end == n ? pid : -1;
}

/*
 * killall does it with the directory of a process in /proc, which is of the LibOS, so
 * that the host cannot tell whom it means.  There are no other descriptors of processes.
 */
void call_pidfd_send_signal(struct tracee *t)
{
	int to = pid_of_directory(t, A(t, 0)), sig = A(t, 1);
	struct process *p = to > 0 ? find(t->p->node, to) : NULL;
	long r;

	if (to < 0)
		return fd_is_libos(t, A(t, 0)) ? finish(t, -EBADF) : reply_host(t);
	if (A(t, 2))		/* what is to be told of the sender */
		return finish(t, -ENOSYS);
	if (A(t, 3) || sig < 0 || sig > 64)
		return finish(t, -EINVAL);
	if (!p)
		return finish(t, -ESRCH);
	r = mirror_call(t, SYS_kill, to, 0, 0, 0);
	if (r || !sig)
		return finish(t, r);
	if (affects_at_once(t, to, sig) || (sig == SIGCONT && wakes(t, to)))
		return finish(t, 0);
	signals_expect(p);
	t->p->may_stop |= p == t->p && sig < 32 && BIT(sig) & STOPPING;
	finish(t, kill(p->pid, sig) ? -errno : 0);
}
