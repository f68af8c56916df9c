// SPDX-License-Identifier: Apache-2.0
/*
 * inotify: its news are changes in files of the host; see notifiers.h.  They are there
 * as soon as the call that makes the change has returned, and programs of a node run one
 * at a time, so their order is the same in every run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include "notifiers.h"

#define MAX_READ	65536

void inotify_look(struct notifier *s)
{
	int bytes = 0;

	notifier_show(s, !ioctl(s->host, FIONREAD, &bytes) && bytes > 0);
}

/* All threads of the node wait.  Who waits for changes may have to go on. */
void inotifies_look(struct node *n)
{
	for (struct notifier *s = n->inotifies; s; s = s->next)
		inotify_look(s);
}

/* Both halves of a move have the same number, which the host counts over all of it. */
static void renumber(struct notifier *s, char *buf, long length)
{
	for (long at = 0; at < length;) {
		struct inotify_event *e = (struct inotify_event *)(buf + at);

		if (e->cookie && e->cookie != s->cookie) {
			s->cookie = e->cookie;
			s->cookies++;
		}
		if (e->cookie)
			e->cookie = s->cookies;
		at += sizeof(*e) + e->len;
	}
}

static long scatter(struct tracee *t, const char *buf, long length)
{
	struct iovec part;
	long done = 0, n;

	if (t->call.data.nr == SYS_read)
		return user_write(t->p, A(t, 1), buf, length) == length ? length : -EFAULT;
	for (unsigned long i = 0; done < length && i < A(t, 2); i++) {
		if (user_read(t->p, A(t, 1) + i * sizeof(part), &part, sizeof(part)) !=
		    sizeof(part))
			return -EFAULT;
		n = (long)part.iov_len < length - done ? (long)part.iov_len : length - done;
		if (user_write(t->p, (unsigned long)part.iov_base, buf + done, n) != n)
			return -EFAULT;
		done += n;
	}
	return done;
}

/* Room for what read() or readv() may bring. */
static unsigned long room(struct tracee *t)
{
	struct iovec part;
	unsigned long sum = 0;

	if (t->call.data.nr == SYS_read)
		return A(t, 2);
	for (unsigned long i = 0; i < A(t, 2) && i < IOV_MAX; i++)
		if (user_read(t->p, A(t, 1) + i * sizeof(part), &part, sizeof(part)) ==
		    sizeof(part))
			sum += part.iov_len;
	return sum;
}

void inotify_read(struct tracee *t, struct notifier *s)
{
	unsigned long bytes = room(t);
	char *buf;
	long n;

	if (bytes < sizeof(struct inotify_event))
		return reply(t, -EINVAL);
	inotify_look(s);
	if (!s->ready)
		return forward(t, then_notified);
	buf = malloc(MAX_READ);
	n = read(s->host, buf, bytes < MAX_READ ? bytes : MAX_READ);
	if (n > 0)
		renumber(s, buf, n);
	n = n < 0 ? -errno : scatter(t, buf, n);
	free(buf);
	reply(t, n);
}

/* inotify_init() and inotify_init1() */
void call_inotify_init(struct tracee *t)
{
	int flags = t->call.data.nr == SYS_inotify_init1 ? A(t, 0) : 0;
	struct notifier s = { .files = true };

	if (flags & ~(IN_CLOEXEC | IN_NONBLOCK))
		return reply(t, -EINVAL);
	s.host = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	notifier_open(t, &s, flags);
}

/* A file of the LibOS changes without a word, as those below /proc do anywhere. */
void call_inotify_add_watch(struct tracee *t)
{
	char path[PATH_SIZE];

	if (!user_string(t->p, A(t, 1), path, sizeof(path)))
		return reply(t, -EFAULT);
	if (path_realm(t, AT_FDCWD, path) == LIBOS)
		return reply(t, -EACCES);
	reply_host(t);
}
