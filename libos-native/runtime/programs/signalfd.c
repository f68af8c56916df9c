// SPDX-License-Identifier: Apache-2.0
/*
 * signalfd().  The host has the signals, so it has the descriptor that is read; but
 * what is waited for lives in the kernel of the node.  So such a descriptor is one of
 * the host in place of the usual placeholder, and at the same number an eventfd of
 * the LibOS, which is kept readable for as long as one of its signals is pending.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"

#define SET_BYTES	8
#define UNBLOCKABLE	(1UL << (SIGKILL - 1) | 1UL << (SIGSTOP - 1))

/* What is behind descriptors that are duplicates of each other. */
struct signalfd {
	int refs;
	struct node *node;
	int host;			/* ours, of what the processes have */
	long keeper;			/* the keeper's, of the eventfd */
	unsigned long mask;
	bool ready;			/* the eventfd is */
};

struct signalfd_at {
	int fd;
	struct signalfd *s;
	struct signalfd_at *next;
};

static void put(struct signalfd *s)
{
	if (--s->refs)
		return;
	if (!s->node->dead)
		keeper_call(s->node, SYS_close, s->keeper, 0, 0, 0);
	close(s->host);
	free(s);
}

static void add(struct files *f, int fd, struct signalfd *s)
{
	struct signalfd_at *at = malloc(sizeof(*at));

	*at = (struct signalfd_at) { fd, s, f->signalfds };
	s->refs++;
	f->signalfds = at;
}

static struct signalfd *find(const struct files *f, unsigned int fd)
{
	for (struct signalfd_at *at = f->signalfds; at; at = at->next)
		if (at->fd == (int)fd)
			return at->s;
	return NULL;
}

/* The host's side of a duplicate of fd; -1: it is no such descriptor. */
int signalfd_host(const struct files *f, int fd)
{
	struct signalfd *s = find(f, fd);

	return s ? s->host : -1;
}

void signalfd_dup(struct files *f, int from, int to)
{
	struct signalfd *s = find(f, from);

	if (s)
		add(f, to, s);
}

/* Whatever the number stood for, it is closed. */
void signalfd_forget(struct files *f, int fd)
{
	for (struct signalfd_at **at = &f->signalfds, *gone; *at; at = &(*at)->next)
		if ((*at)->fd == fd) {
			gone = *at;
			*at = gone->next;
			put(gone->s);
			free(gone);
			return;
		}
}

void signalfds_copy(struct files *to, const struct files *from)
{
	to->signalfds = NULL;
	for (struct signalfd_at *at = from->signalfds; at; at = at->next)
		add(to, at->fd, at->s);
}

void signalfds_put(struct files *f)
{
	while (f->signalfds)
		signalfd_forget(f, f->signalfds->fd);
}

/* These signals are pending for a thread of the process. */
void signalfds_show(struct process *p, unsigned long pending)
{
	char *count = p->node->all->scratch;

	for (struct signalfd_at *at = p->files->signalfds; at; at = at->next) {
		struct signalfd *s = at->s;
		bool ready = pending & s->mask;

		p->signals_unsettled |= ready;
		if (ready == s->ready)
			continue;
		s->ready = ready;
		*(uint64_t *)count = 1;
		keeper_call(p->node, ready ? SYS_write : SYS_read, s->keeper, (uint64_t)count,
			    sizeof(uint64_t), 0);
	}
}

/* It may have read some, or ignore them since, which no call tells us. */
void signalfds_settle(struct tracee *t)
{
	t->p->signals_unsettled = false;
	if (t->p->files->signalfds)
		signalfds_show(t->p, signals_pending(t));
}

bool is_signalfd(struct tracee *t, unsigned long fd)
{
	return t->p->files->signalfds && fd_is_libos(t, fd) && find(t->p->files, fd);
}

static void then_pending(struct tracee *t, long result)
{
	struct signalfd *s = find(t->p->files, A(t, 0));

	if (s && result == sizeof(uint64_t)) {
		s->ready = false;	/* so it is, now that the eventfd was read */
		return signalfd_read(t);
	}
	then_transfer(t, result);
}

/* read() and readv() */
void signalfd_read(struct tracee *t)
{
	struct signalfd *s = find(t->p->files, A(t, 0));

	if (t->call.data.nr == SYS_read && A(t, 2) < sizeof(struct signalfd_siginfo))
		return reply(t, -EINVAL);
	t->p->signals_unsettled = true;
	if (signals_pending(t) & s->mask)
		return reply_host(t);
	signalfds_settle(t);
	/* what it writes into the buffer is overwritten as soon as there is a signal */
	forward(t, then_pending);
}

static void change(struct tracee *t, unsigned int fd, unsigned long mask)
{
	struct signalfd *s = fd_is_libos(t, fd) ? find(t->p->files, fd) : NULL;

	if (!s)
		return reply(t, fd_open_at_host(t->p, fd) ? -EINVAL : -EBADF);
	if (syscall(SYS_signalfd4, s->host, &mask, SET_BYTES, 0) < 0)
		return reply(t, -errno);
	s->mask = mask;
	signalfds_settle(t);
	reply(t, fd);
}

/* The eventfd that t has at fd, for the keeper. */
static long for_keeper(struct tracee *t, int fd)
{
	struct node *n = t->p->node;
	long pid = keeper_call(n, SYS_pidfd_open, t->p->nspid, 0, 0, 0), own;

	if (pid < 0)
		return pid;
	own = keeper_call(n, SYS_pidfd_getfd, pid, fd, 0, 0);
	keeper_call(n, SYS_close, pid, 0, 0, 0);
	return own;
}

/* signalfd() and signalfd4() */
void call_signalfd(struct tracee *t)
{
	int flags = t->call.data.nr == SYS_signalfd4 ? A(t, 3) : 0;
	struct signalfd *s;
	unsigned long mask;
	long fd;

	if (A(t, 2) != SET_BYTES || flags & ~(SFD_CLOEXEC | SFD_NONBLOCK))
		return reply(t, -EINVAL);
	if (user_read(t->p, A(t, 1), &mask, SET_BYTES) != SET_BYTES)
		return reply(t, -EFAULT);
	mask &= ~UNBLOCKABLE;
	if ((int)A(t, 0) != -1)
		return change(t, A(t, 0), mask);
	s = calloc(1, sizeof(*s));
	s->node = t->p->node;
	s->mask = mask;
	s->refs = 1;
	s->host = syscall(SYS_signalfd4, -1, &mask, SET_BYTES, SFD_CLOEXEC | SFD_NONBLOCK);
	fd = mirror_call(t, SYS_eventfd2, 0, flags, 0, 0);
	s->keeper = fd < 0 ? fd : for_keeper(t, fd);
	if (s->host < 0 || s->keeper < 0) {
		if (fd >= 0)
			mirror_call(t, SYS_close, fd, 0, 0, 0);
		if (s->host >= 0)
			close(s->host);
		free(s);
		return reply(t, -EMFILE);
	}
	keeper_call(t->p->node, SYS_fcntl, s->keeper, F_SETFD, FD_CLOEXEC, 0);
	fd = fd_install_as(t, fd, s->host, flags & SFD_CLOEXEC);
	if (fd >= 0)
		add(t->p->files, fd, s);
	put(s);
	if (fd >= 0)
		signalfds_settle(t);
	reply(t, fd);
}
