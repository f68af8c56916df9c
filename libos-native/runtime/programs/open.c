// SPDX-License-Identifier: Apache-2.0
/* Opening, directories, FIFOs. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

/*
 * In the LibOS: the directories that a name of the host needs above it.  Who may
 * use what lies there is the host's affair, so all may here.
 */
void make_directories(struct tracee *t, const char *path)
{
	struct node *n = t->p->node;
	char dir[PATH_SIZE];

	for (const char *c = path + 1; (c = strchr(c, '/')); c++) {
		snprintf(dir, sizeof(dir), "%.*s", (int)(c - path), path);
		keeper_call(n, SYS_mkdir, scratch_string(n, dir), 0777, 0, 0);
	}
}

/*
 * FIFOs block, so they live in the LibOS, under their canonical name; the host
 * has the name.
 */
static bool open_fifo(struct tracee *t, int dirfd, const char *path, int flags)
{
	char name[PATH_SIZE];
	struct stat st;
	int fd;

	if (!t->p->node->fifos)
		return false;
	fd = path_open(t->p, dirfd, path, O_PATH, 0);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) || !S_ISFIFO(st.st_mode) ||
	    !path_canonical(t->p, dirfd, path, name, sizeof(name))) {
		close(fd);
		return false;
	}
	close(fd);
	make_directories(t, name);
	keeper_call(t->p->node, SYS_mknod, scratch_string(t->p->node, name), S_IFIFO | 0666, 0, 0);
	t->arg[0] = flags & O_CLOEXEC;
	post(t, 0, SYS_openat, AT_FDCWD, scratch_string(t->p->node, name), flags, 0, 0, 0, then_fd);
	return true;
}

static void open_at(struct tracee *t, int dirfd, unsigned long at, int flags)
{
	char path[PATH_SIZE];

	if (!user_string(t->p, at, path, sizeof(path)))
		return reply_host(t);	/* which says EFAULT or ENAMETOOLONG */
	if (path_is_namespace(path))
		return reply_host(t);
	if (path_realm(t, dirfd, path) == LIBOS) {
		if (strstr(path, "ptmx"))
			t->p->node->terminals = true;
		t->arg[0] = flags & O_CLOEXEC;
		return forward(t, then_fd);
	}
	if (open_fifo(t, dirfd, path, flags))
		return;
	change_open(t, dirfd, path, flags);
	reply_host(t);
}

void call_open(struct tracee *t)
{
	open_at(t, AT_FDCWD, A(t, 0), A(t, 1));
}

void call_openat(struct tracee *t)
{
	open_at(t, A(t, 0), A(t, 1), A(t, 2));
}

void call_creat(struct tracee *t)
{
	open_at(t, AT_FDCWD, A(t, 0), O_CREAT | O_WRONLY | O_TRUNC);
}

static void make_node(struct tracee *t, int dirfd, unsigned long at, unsigned int mode)
{
	char path[PATH_SIZE];

	if (!user_string(t->p, at, path, sizeof(path)))
		return reply_host(t);
	if (path_realm(t, dirfd, path) == LIBOS)
		return forward_reply(t);
	if (S_ISFIFO(mode))
		t->p->node->fifos = true;
	change_name(t, dirfd, path);
	reply_host(t);
}

void call_mknod(struct tracee *t)
{
	make_node(t, AT_FDCWD, A(t, 0), A(t, 1));
}

void call_mknodat(struct tracee *t)
{
	make_node(t, A(t, 0), A(t, 1), A(t, 2));
}

/* A name that goes may be that of a socket or FIFO in the LibOS. */
static void unlink_at(struct tracee *t, int dirfd, unsigned long at)
{
	char path[PATH_SIZE], name[PATH_SIZE];

	if (!user_string(t->p, at, path, sizeof(path)))
		return reply_host(t);
	if (path_realm(t, dirfd, path) == LIBOS)
		return forward_reply(t);
	if ((t->p->node->fifos || t->p->node->sockets) &&
	    path_canonical(t->p, dirfd, path, name, sizeof(name)))
		keeper_call(t->p->node, SYS_unlink, scratch_string(t->p->node, name), 0, 0, 0);
	change_name(t, dirfd, path);
	reply_host(t);
}

void call_unlink(struct tracee *t)
{
	unlink_at(t, AT_FDCWD, A(t, 0));
}

void call_unlinkat(struct tracee *t)
{
	unlink_at(t, A(t, 0), A(t, 1));
}

/* ------------------------------------------------------- the working directory */

static void now_in(struct process *p, const char *path)
{
	free(p->cwd);
	p->cwd = path ? strdup(path) : NULL;
	path_forget(p);
}

void call_chdir(struct tracee *t)
{
	char path[PATH_SIZE], absolute[PATH_SIZE];
	long r;

	if (!user_string(t->p, A(t, 0), path, sizeof(path)))
		return reply_host(t);
	if (!path_absolute(t, path, absolute) || realm_of(t, absolute) == HOST) {
		if (path[0] == '/' || !t->p->cwd)
			now_in(t->p, NULL);
		return reply_host(t);
	}
	r = mirror_call(t, SYS_chdir, scratch_string(t->p->node, absolute), 0, 0, 0);
	if (!r)
		now_in(t->p, absolute);
	reply(t, r);
}

void call_fchdir(struct tracee *t)
{
	char link[64], *scratch = t->p->node->all->scratch;
	long n;

	if (!fd_is_libos(t, A(t, 0))) {
		now_in(t->p, NULL);
		return reply_host(t);
	}
	n = mirror_call(t, SYS_fchdir, A(t, 0), 0, 0, 0);
	if (n)
		return reply(t, n);
	snprintf(link, sizeof(link), "/proc/self/fd/%d", (int)A(t, 0));
	n = mirror_call(t, SYS_readlink, scratch_string(t->p->node, link),
			(uint64_t)scratch + PATH_SIZE, PATH_SIZE - 1, 0);
	if (n > 0) {
		scratch[PATH_SIZE + n] = 0;
		now_in(t->p, scratch + PATH_SIZE);
	}
	reply(t, 0);
}

/* pivot_root() likewise */
void call_chroot(struct tracee *t)
{
	t->p->own_root = true;
	path_forget(t->p);
	reply_host(t);
}

void call_getcwd(struct tracee *t)
{
	size_t n;

	if (!t->p->cwd)
		return reply_host(t);
	n = strlen(t->p->cwd) + 1;
	if (n > A(t, 1))
		return reply(t, -ERANGE);
	reply(t, user_write(t->p, A(t, 0), t->p->cwd, n) == (long)n ? (long)n : -EFAULT);
}
