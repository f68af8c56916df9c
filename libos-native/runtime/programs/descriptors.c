// SPDX-License-Identifier: Apache-2.0
/* One space of descriptor numbers for the host's and the LibOS's. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "programs.h"

/* With epoll_pwait() the host may have to deliver a signal, so it has to know epoll. */
static int placeholder(struct tracee *t)
{
	bool epoll = t->call.data.nr == SYS_epoll_create || t->call.data.nr == SYS_epoll_create1;

	return epoll ? t->p->node->all->placeholder_epoll : t->p->node->all->placeholder;
}

/*
 * Something of ours in the process, at the lowest free number or at a given one.
 * Returns the number.
 */
static long host_put(struct tracee *t, int what, int at, bool cloexec)
{
	struct seccomp_notif_addfd a = {
		.id = t->call.id,
		.srcfd = what,
		.newfd_flags = cloexec ? O_CLOEXEC : 0,
	};
	int fd;

	if (at >= 0) {
		a.flags = SECCOMP_ADDFD_FLAG_SETFD;
		a.newfd = at;
	}
	do
		fd = ioctl(t->p->program->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &a);
	while (fd < 0 && errno == EINTR);
	return fd < 0 ? -errno : fd;
}

static void now_libos(struct files *f, int fd)
{
	put_in_set(f->libos, fd, true);
	put_in_set(f->stand_in, fd, false);
	f->written[fd] = NULL;
	notifier_forget(f, fd);
}

/* A new descriptor of the LibOS gets the number that the host would give it. */
long fd_install(struct tracee *t, long fd, bool cloexec)
{
	return fd_install_as(t, fd, placeholder(t), cloexec);
}

/* Likewise, with something of ours in its place at the host. */
long fd_install_as(struct tracee *t, long fd, int instead, bool cloexec)
{
	long n = host_put(t, instead, -1, cloexec), r = n;

	if (n >= 0 && n != fd)
		r = mirror_call(t, SYS_dup3, fd, n, cloexec ? O_CLOEXEC : 0, 0);
	if (n != fd)
		mirror_call(t, SYS_close, fd, 0, 0, 0);
	if (n >= 0)
		now_libos(t->p->files, n);
	return r;
}

/* A file of the host that we have; also returns the number. */
long fd_install_host(struct tracee *t, int ours, bool cloexec)
{
	long n = host_put(t, ours, -1, cloexec);

	if (n >= 0)
		t->p->files->written[n] = NULL;
	return n;
}

bool fd_is_libos(struct tracee *t, unsigned long fd)
{
	return in_set(t->p->files->libos, (unsigned int)fd);
}

void then_fd(struct tracee *t, long result)
{
	t->looks = result == -EAGAIN ? t->looks : 0;
	reply(t, result < 0 ? result : fd_install(t, result, t->arg[0]));
}

/* Are there two numbers left?  What was added cannot be taken back. */
static bool two_numbers(struct tracee *t)
{
	int free = 0;

	for (int fd = MAX_FDS - 1; fd >= 0 && free < 2; fd--)
		free += !fd_open_at_host(t->p, fd);
	return free == 2;
}

void then_pair(struct tracee *t, long result)
{
	int fd[2];
	long n;

	if (result || user_read(t->p, t->arg[1], fd, sizeof(fd)) != sizeof(fd))
		return reply(t, result);
	if (!two_numbers(t)) {
		mirror_call(t, SYS_close, fd[0], 0, 0, 0);
		mirror_call(t, SYS_close, fd[1], 0, 0, 0);
		return reply(t, -EMFILE);
	}
	for (int i = 0; i < 2; i++) {
		n = fd_install(t, fd[i], t->arg[0]);
		if (n < 0)
			result = n;
		fd[i] = n;
	}
	user_write(t->p, t->arg[1], fd, sizeof(fd));
	reply(t, result);
}

bool fd_open_at_host(struct process *p, int fd)
{
	char path[64], to[8];

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", p->pid, fd);
	return readlink(path, to, sizeof(to)) >= 0;
}

/* A duplicate for ourselves of what the process has open at the host. */
int fd_from_host(struct process *p, int fd)
{
	int mine = syscall(SYS_pidfd_getfd, p->pidfd, fd, 0);

	if (mine >= 0)
		fcntl(mine, F_SETFD, FD_CLOEXEC);
	return mine;
}

/*
 * A descriptor of the host in a set that the LibOS waits for: always ready, as
 * regular files are.
 */
void fd_stand_in(struct tracee *t, int fd)
{
	struct files *f = t->p->files;
	long null;

	if (fd < 0 || fd >= MAX_FDS || in_set(f->libos, fd) || in_set(f->stand_in, fd) ||
	    !fd_open_at_host(t->p, fd))
		return;
	null = mirror_call(t, SYS_openat, AT_FDCWD, scratch_string(t->p->node, "/dev/null"),
			   O_RDWR, 0);
	if (null < 0)
		return;
	mirror_call(t, SYS_dup3, null, fd, O_CLOEXEC, 0);
	mirror_call(t, SYS_close, null, 0, 0, 0);
	put_in_set(f->stand_in, fd, true);
}

/* The host is about to close it. */
void fd_gone(struct tracee *t, unsigned long fd)
{
	struct files *f = t->p->files;

	if (fd < MAX_FDS)
		f->written[fd] = NULL;
	if (!in_set(f->libos, fd) && !in_set(f->stand_in, fd))
		return;
	notifier_forget(f, fd);
	mirror_call(t, SYS_close, fd, 0, 0, 0);
	put_in_set(f->libos, fd, false);
	put_in_set(f->stand_in, fd, false);
}

/* dup() and its like, of a descriptor of the LibOS; at: -1 for the lowest free number. */
void fd_dup_to(struct tracee *t, int old, int at, bool cloexec)
{
	int host = notifier_host(t->p->files, old);
	long fd = host_put(t, host >= 0 ? host : placeholder(t), at, cloexec);
	long r = fd;

	if (fd >= 0) {
		r = mirror_call(t, SYS_dup3, old, fd, cloexec ? O_CLOEXEC : 0, 0);
		now_libos(t->p->files, fd);
		notifier_dup(t->p->files, old, fd);
	}
	reply(t, r);
}

struct files *files_copy(const struct files *f)
{
	struct files *copy = malloc(sizeof(*copy));

	*copy = *f;
	copy->refs = 1;
	notifiers_copy(copy, f);
	return copy;
}

void files_put(struct files *f)
{
	if (--f->refs)
		return;
	notifiers_put(f);
	free(f);
}
