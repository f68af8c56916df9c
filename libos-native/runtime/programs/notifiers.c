// SPDX-License-Identifier: Apache-2.0
/* What descriptors that tell of the host have in common; see notifiers.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "notifiers.h"

static void leave_node(struct notifier *s)
{
	for (struct notifier **at = &s->node->inotifies; *at; at = &(*at)->next)
		if (*at == s) {
			*at = s->next;
			return;
		}
}

static void put(struct notifier *s)
{
	if (--s->refs)
		return;
	if (!s->node->dead)
		keeper_call(s->node, SYS_close, s->keeper, 0, 0, 0);
	if (s->files)
		leave_node(s);
	close(s->host);
	free(s);
}

static void add(struct files *f, int fd, struct notifier *s)
{
	struct notifier_at *at = malloc(sizeof(*at));

	*at = (struct notifier_at) { fd, s, f->notifiers };
	s->refs++;
	f->notifiers = at;
}

struct notifier *notifier_find(const struct files *f, unsigned int fd)
{
	for (struct notifier_at *at = f->notifiers; at; at = at->next)
		if (at->fd == (int)fd)
			return at->s;
	return NULL;
}

/* The host's side of it; -1: it is no such descriptor. */
int notifier_host(const struct files *f, int fd)
{
	struct notifier *s = notifier_find(f, fd);

	return s ? s->host : -1;
}

bool is_notifier(struct tracee *t, unsigned long fd)
{
	return t->p->files->notifiers && fd_is_libos(t, fd) && notifier_find(t->p->files, fd);
}

void notifier_dup(struct files *f, int from, int to)
{
	struct notifier *s = notifier_find(f, from);

	if (s)
		add(f, to, s);
}

/* Whatever the number stood for, it is closed. */
void notifier_forget(struct files *f, int fd)
{
	for (struct notifier_at **at = &f->notifiers, *gone; *at; at = &(*at)->next)
		if ((*at)->fd == fd) {
			gone = *at;
			*at = gone->next;
			put(gone->s);
			free(gone);
			return;
		}
}

void notifiers_copy(struct files *to, const struct files *from)
{
	to->notifiers = NULL;
	for (struct notifier_at *at = from->notifiers; at; at = at->next)
		add(to, at->fd, at->s);
}

void notifiers_put(struct files *f)
{
	while (f->notifiers)
		notifier_forget(f, f->notifiers->fd);
}

void notifier_show(struct notifier *s, bool ready)
{
	uint64_t *count = (uint64_t *)s->node->all->scratch;

	if (ready == s->ready)
		return;
	s->ready = ready;
	*count = 1;
	keeper_call(s->node, ready ? SYS_write : SYS_read, s->keeper, (uint64_t)count,
		    sizeof(*count), 0);
}

/* A call of the process begins, after which they may be asked. */
void notifiers_settle(struct tracee *t)
{
	bool signals = t->p->signals_unsettled;

	t->p->signals_unsettled = false;
	for (struct notifier_at *at = t->p->files->notifiers; at; at = at->next)
		if (at->s->files)
			inotify_look(at->s);
	if (signals)
		signalfds_show(t->p, signals_pending(t));
}

/* read() and readv() */
void notifier_read(struct tracee *t)
{
	struct notifier *s = notifier_find(t->p->files, A(t, 0));

	if (s->files)
		inotify_read(t, s);
	else
		signalfd_read(t, s);
}

/* The mirror task has read the eventfd, so there are news. */
void then_notified(struct tracee *t, long result)
{
	struct notifier *s = notifier_find(t->p->files, A(t, 0));

	if (s && result == sizeof(uint64_t)) {
		s->ready = false;	/* so it is, now that the eventfd was read */
		return notifier_read(t);
	}
	then_transfer(t, result);
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
	if (own >= 0)
		keeper_call(n, SYS_fcntl, own, F_SETFD, FD_CLOEXEC, 0);
	return own;
}

/* Answers the call that makes one; flags: of the descriptor. */
void notifier_open(struct tracee *t, const struct notifier *like, int flags)
{
	struct notifier *s = malloc(sizeof(*s));
	long fd = -EMFILE;

	*s = *like;
	s->node = t->p->node;
	s->refs = 1;
	if (s->host >= 0)
		fd = mirror_call(t, SYS_eventfd2, 0, flags, 0, 0);
	s->keeper = fd < 0 ? fd : for_keeper(t, fd);
	if (s->keeper < 0) {
		if (fd >= 0)
			mirror_call(t, SYS_close, fd, 0, 0, 0);
		if (s->host >= 0)
			close(s->host);
		free(s);
		return reply(t, -EMFILE);
	}
	if (s->files) {
		s->next = s->node->inotifies;
		s->node->inotifies = s;
	}
	fd = fd_install_as(t, fd, s->host, flags & EFD_CLOEXEC);
	if (fd >= 0)
		add(t->p->files, fd, s);
	put(s);
	t->p->signals_unsettled = true;
	notifiers_settle(t);
	reply(t, fd);
}
