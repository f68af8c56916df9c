// SPDX-License-Identifier: Apache-2.0
/* Processes and threads of programs: how they come and how they go. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define LEAST_FREE	(2UL << 20)	/* bytes of kernel RAM that a new thread must find free */

int task_free(struct node *n)
{
	for (int i = 0; i < MAX_TASKS; i++) {
		int task = n->next_task;

		n->next_task = task + 1 < MAX_TASKS ? task + 1 : 1;
		if (!n->by_task[task])
			return FIRST_TASK + task;
	}
	return -1;
}

bool task_left(const struct node *n)
{
	for (int i = 1; i < MAX_TASKS; i++)
		if (!n->by_task[i])
			return true;
	return false;
}

struct process *process_new(struct node *n, struct program *program, pid_t pid)
{
	struct process *p = calloc(1, sizeof(*p));

	p->node = n;
	p->program = program;
	p->pid = pid;
	p->nspid = host_nspid(pid);
	p->pidfd = syscall(SYS_pidfd_open, pid, 0);
	p->status = -1;
	p->umask = 022;
	p->root = p->directory = -1;
	*n->processes_tail = p;
	n->processes_tail = &p->next;
	return p;
}

struct tracee *thread_new(struct process *p, pid_t tid, int task)
{
	struct tracee *t = calloc(1, sizeof(*t));

	t->p = p;
	t->tid = tid;
	t->task = task;
	t->nstid = tid == p->pid ? p->nspid : host_nspid(tid);
	*p->node->threads_tail = t;
	p->node->threads_tail = &t->next;
	p->node->by_task[task - FIRST_TASK] = t;
	return t;
}

struct tracee *thread_find(struct node *n, pid_t tid)
{
	if (n->last && n->last->tid == tid && !n->last->dead)
		return n->last;
	for (struct tracee *t = n->threads; t; t = t->next)
		if (t->tid == tid && !t->dead)
			return t;
	return NULL;
}

/* ------------------------------------------------------------------- clone */

/* Is there room for another thread in the kernel of the node? */
static bool has_room(struct node *n)
{
	struct sysinfo *si = (struct sysinfo *)n->all->scratch;

	return task_left(n) && !keeper_call(n, SYS_sysinfo, (uint64_t)si, 0, 0, 0) &&
	       si->freeram >= LEAST_FREE;
}

/* Would the kernel of the node refuse another process because of RLIMIT_NPROC? */
static long try_limit(struct tracee *t)
{
	struct rlimit *limit = (struct rlimit *)t->p->node->all->scratch;
	long r, task = task_free(t->p->node);

	if (mirror_call(t, SYS_prlimit64, 0, RLIMIT_NPROC, 0, (uint64_t)limit) ||
	    limit->rlim_cur >= 2 * MAX_TASKS)
		return 0;
	r = mirror_call(t, LIBOS_NR_CLONE, task, LIBOS_CLONE_MIRROR | SIGCHLD, 0, 0);
	if (r >= 0)
		keeper_call(t->p->node, LIBOS_NR_KILL, task, 0, 0, 0);
	return r < 0 ? r : 0;
}

static void clone_at_host(struct tracee *t, unsigned long flags, unsigned long clear_tid)
{
	struct node *n = t->p->node;

	if (flags & (CLONE_NEWUSER | CLONE_NEWPID))
		return reply(t, -EPERM);
	/* The nest would be its parent, and does not know of it. */
	if (flags & CLONE_PARENT && t->p == t->p->program->first)
		return reply(t, -EINVAL);
	if (!has_room(n) || try_limit(t))
		return reply(t, -EAGAIN);
	n->cloner = t;
	t->arg[0] = flags;
	t->arg[1] = flags & CLONE_CHILD_CLEARTID ? clear_tid : 0;
	reply_host(t);
	n->running++;			/* the child */
	if (flags & CLONE_VFORK) {
		t->state = IN_VFORK;
		n->running--;
	}
}

void call_clone(struct tracee *t)
{
	clone_at_host(t, A(t, 0), A(t, 3));
}

void call_clone3(struct tracee *t)
{
	struct { uint64_t flags, pidfd, child_tid; } args;

	if (A(t, 1) < CLONE_ARGS_SIZE_VER0)
		return reply(t, -EINVAL);
	if (user_read(t->p, A(t, 0), &args, sizeof(args)) != sizeof(args))
		return reply(t, -EFAULT);
	clone_at_host(t, args.flags, args.child_tid);
}

void call_fork(struct tracee *t)
{
	clone_at_host(t, SIGCHLD, 0);
}

void call_vfork(struct tracee *t)
{
	clone_at_host(t, CLONE_VM | CLONE_VFORK | SIGCHLD, 0);
}

static struct process *child_process(struct tracee *cloner, pid_t pid)
{
	struct process *parent = cloner->p, *p = process_new(parent->node, parent->program, pid);

	p->parent = cloner->arg[0] & CLONE_PARENT ? parent->parent : parent;
	p->vdso = parent->vdso;
	p->word = parent->word;
	p->word_value = parent->word_value;
	p->clock_reads = parent->clock_reads;
	p->umask = parent->umask;
	p->own_root = parent->own_root;
	p->cwd = parent->cwd ? strdup(parent->cwd) : NULL;
	if (cloner->arg[0] & CLONE_FILES) {
		p->files = parent->files;
		p->files->refs++;
	} else {
		p->files = files_copy(parent->files);
	}
	if (cloner->arg[0] & CLONE_VFORK)
		p->vforker = cloner;
	return p;
}

/* First sight of a thread: the child of its node's last clone(). */
struct tracee *thread_adopt(struct program *program, pid_t tid)
{
	struct node *n = program->node;
	struct tracee *cloner = n->cloner, *t;
	const unsigned long kept = CLONE_FILES | CLONE_FS | CLONE_PARENT | CLONE_NEWNET |
				   CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNS;
	unsigned long flags;
	struct process *p;
	int task;

	if (!cloner)
		return NULL;
	n->cloner = NULL;
	flags = cloner->arg[0] & kept;
	if (cloner->arg[0] & CLONE_THREAD)
		flags = CLONE_THREAD | CLONE_SIGHAND | CLONE_FILES | CLONE_FS;
	else
		flags |= SIGCHLD;
	task = task_free(n);
	if (task < 0 || mirror_call(cloner, LIBOS_NR_CLONE, task, LIBOS_CLONE_MIRROR | flags,
				    host_nspid(tid), 0) < 0)
		return NULL;
	p = cloner->arg[0] & CLONE_THREAD ? cloner->p : child_process(cloner, tid);
	t = thread_new(p, tid, task);
	t->clear_tid = cloner->arg[1];
	t->state = RUN;
	return t;
}

/* ------------------------------------------------------------ exec and exit */

void call_execve(struct tracee *t)
{
	t->p->execing = t;
	reply_host(t);
}

/* A thread that calls execve() becomes the first of its process, even if that has ended. */
struct tracee *thread_execed(struct node *n, pid_t tid)
{
	for (struct process *p = n->processes; p; p = p->next)
		if (p->pid == tid && p->execing && !p->execing->dead) {
			p->execing->tid = tid;
			return p->execing;
		}
	return NULL;
}

/* The first call after an execve(). If that did not fail, only t is left of all threads. */
void process_exec(struct tracee *t)
{
	struct process *p = t->p;
	bool other = p->execing != t;

	p->execing = NULL;
	if (vdso_is_replaced(p))
		return;		/* it failed */
	if (other)
		mirror_interrupt(t);
	t->futex_waits = false;
	for (struct tracee *o = p->node->threads; o; o = o->next)
		if (o->p == p && o != t)
			thread_gone(o);
	exec_prepare(t);
	process_end_vfork(p);
}

void call_set_tid_address(struct tracee *t)
{
	t->clear_tid = A(t, 0);
	reply_host(t);
}

void thread_gone(struct tracee *t)
{
	struct node *n = t->p->node;

	if (t->dead)
		return;
	t->dead = true;
	if (t->state == RUN)
		n->running--;
	if (n->cloner == t)
		birth_settle(n);
	n->by_task[t->task - FIRST_TASK] = NULL;
	rights_leave(t);
	n->gone++;
	keeper_call(n, LIBOS_NR_KILL, t->task, 0, 0, 0);
}

bool process_has_exited(struct process *p, int ms)
{
	struct pollfd f = { p->pidfd, POLLIN, 0 };
	int r;

	do
		r = poll(&f, 1, ms);
	while (r < 0 && errno == EINTR);
	/*
	 * The host wakes pollers before it queues SIGCHLD, both with tasklist_lock;
	 * kill() of a group takes that lock, so it comes after.
	 */
	if (r > 0)
		kill(-p->pid, 0);
	return r > 0;
}

static void end_vfork(struct process *p)
{
	struct tracee *v = p->vforker;

	if (v && !v->dead && v->state == IN_VFORK) {
		v->state = RUN;
		p->node->running++;
	}
	p->vforker = NULL;
}

void process_end_vfork(struct process *p)
{
	end_vfork(p);
}

/* They go to the next ancestor that wants them, or to the nest. */
static void leave_children(struct process *p)
{
	struct process *heir = p->parent;

	while (heir && (!heir->subreaper || heir->dead))
		heir = heir->parent;
	for (struct process *c = p->node->processes; c; c = c->next) {
		if (c->parent != p)
			continue;
		c->parent = heir;
		if (!c->dead) {
			signals_expect(c);	/* PR_SET_PDEATHSIG */
		} else if (!c->reaped && heir) {
			wait_wake(c);
			signals_expect(heir);
		} else if (!c->reaped) {
			orphan_ended(c);
		}
	}
}

void process_gone(struct process *p)
{
	struct node *n = p->node;

	if (p->dead)
		return;
	p->dead = true;
	for (struct tracee *t = n->threads; t; t = t->next)
		if (t->p == p)
			thread_gone(t);
	end_vfork(p);
	futex_owner_died(p);
	files_put(p->files);
	p->files = NULL;
	path_forget(p);
	rings_sweep(n);
	if (p == p->program->first)
		program_ended(p->program);
	streams_stir(p->program);
	wait_wake(p);
	if (!p->parent && p != p->program->first)
		orphan_ended(p);
	if (p->parent)
		signals_expect(p->parent);	/* SIGCHLD */
	leave_children(p);
	if (n->any_stopped)
		signals_expect_all(n);	/* the host makes orphaned groups go on */
}

void node_free(struct node *n)
{
	n->dead = true;			/* nobody calls its kernel any more */
	files_end(n);
	rights_free(n);
	while (n->threads) {
		struct tracee *t = n->threads;

		n->threads = t->next;
		free(t);
	}
	while (n->processes) {
		struct process *p = n->processes;

		n->processes = p->next;
		if (p->files)
			files_put(p->files);
		if (p->pidfd >= 0)
			close(p->pidfd);
		path_forget(p);
		free(p->cwd);
		free(p);
	}
	rings_free(n);
	free(n->held);
	free(n);
}

void call_exit_group(struct tracee *t)
{
	struct process *p = t->p;

	p->status = A(t, 0);
	reply_host(t);
	/*
	 * Who waits in vfork() goes on before SIGCHLD comes.  Were its next call not
	 * received by then, the signal would interrupt it.
	 */
	if (p->vforker && p->vforker->state == IN_VFORK)
		receive_only(p->program);
	if (process_has_exited(p, 60000))
		process_gone(p);
}

static bool is_last_thread(const struct tracee *t)
{
	for (struct tracee *o = t->p->node->threads; o; o = o->next)
		if (o->p == t->p && o != t && !o->dead)
			return false;
	return true;
}

void call_exit(struct tracee *t)
{
	struct process *p = t->p;
	char path[64];
	int zero = 0;

	if (is_last_thread(t))
		return call_exit_group(t);
	if (t->clear_tid)
		user_write(p, t->clear_tid, &zero, sizeof(zero));
	snprintf(path, sizeof(path), "/proc/%d/task/%d", p->pid, t->tid);
	reply_host(t);
	while (t->tid != p->pid && !access(path, F_OK))	/* the leader stays as a zombie */
		sched_yield();
	if (t->clear_tid)
		futex_thread_ended(p, t->clear_tid);
	thread_gone(t);
	futex_owner_died(p);
	for (struct process *c = p->node->processes; c; c = c->next)
		if (c->parent == p)
			signals_expect(c);	/* PR_SET_PDEATHSIG */
}
