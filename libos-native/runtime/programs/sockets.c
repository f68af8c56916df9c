// SPDX-License-Identifier: Apache-2.0
/*
 * Sockets with names in the file system.  The LibOS keeps a Unix socket under the
 * canonical name that its path has at the host; the host has a socket file there for
 * stat(), chmod() and unlink().
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY	60
#endif

/*
 * Is it the name of a Unix socket in a file system?  Then its address for the
 * LibOS is at the start of scratch, and its length is returned; 0 if not; or a
 * negative errno.
 */
static long unix_address(struct tracee *t, unsigned long at, int len)
{
	struct { uint16_t family; char path[109]; } a = { 0 };
	struct { uint16_t family; char path[PATH_SIZE]; } *to = (void *)t->p->node->all->scratch;
	char name[PATH_SIZE];

	if (len < 3 || len > (int)sizeof(struct sockaddr_un) ||
	    user_read(t->p, at, &a, len) != len || a.family != AF_UNIX || !a.path[0])
		return 0;
	if (!path_canonical(t->p, AT_FDCWD, a.path, name, sizeof(name)))
		return -ENOENT;
	if (strlen(name) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return -ENAMETOOLONG;
	to->family = AF_UNIX;
	strcpy(to->path, name);
	return 2 + strlen(name) + 1;
}

static void then_bound(struct tracee *t, long result)
{
	struct sockaddr_un a = { 0 };
	char path[PATH_SIZE], dir[PATH_SIZE], *base;
	int fd;

	if (!result && user_read(t->p, A(t, 1), &a, (unsigned int)A(t, 2)) > 0 &&
	    path_canonical(t->p, AT_FDCWD, a.sun_path, path, sizeof(path))) {
		base = strrchr(path, '/');
		snprintf(dir, sizeof(dir), "%.*s", (int)(base - path), path);
		fd = path_open(t->p, AT_FDCWD, dir[0] ? dir : "/", O_PATH | O_DIRECTORY, 0);
		if (fd >= 0) {
			change_name(t, AT_FDCWD, path);
			mknodat(fd, base + 1, S_IFSOCK | (0777 & ~t->p->umask), 0);
			changes_settle(t->p->node);
			close(fd);
		}
		t->p->node->sockets = true;
	}
	reply(t, result);
}

void call_bind(struct tracee *t)
{
	long n = unix_address(t, A(t, 1), A(t, 2));
	struct stat st;
	char name[PATH_SIZE];
	int fd;

	if (!n)
		return forward_reply(t);
	if (n < 0)
		return reply(t, n);
	strcpy(name, t->p->node->all->scratch + 2);
	fd = path_open(t->p, AT_FDCWD, name, O_PATH | O_NOFOLLOW, 0);
	if (fd >= 0) {		/* whatever it is, it is there */
		bool there = !fstat(fd, &st);

		close(fd);
		if (there)
			return reply(t, -EADDRINUSE);
	}
	make_directories(t, name);
	keeper_call(t->p->node, SYS_unlink, scratch_string(t->p->node, name), 0, 0, 0);
	n = unix_address(t, A(t, 1), A(t, 2));
	post(t, 0, SYS_bind, A(t, 0), (uint64_t)t->p->node->all->scratch, n, 0, 0, 0, then_bound);
}

void call_connect(struct tracee *t)
{
	long n = unix_address(t, A(t, 1), A(t, 2));

	if (!n)
		return forward_reply(t);
	if (n < 0)
		return reply(t, n);
	post(t, 0, SYS_connect, A(t, 0), (uint64_t)t->p->node->all->scratch, n, 0, 0, 0,
	     then_reply);
}

/*
 * A datagram to a named socket: the data are the program's, the name would be
 * ours.  So the mirror task connects a moment before.
 */
static void send_to_name(struct tracee *t, int fd, long n)
{
	long r = mirror_call(t, SYS_connect, fd, (uint64_t)t->p->node->all->scratch, n, 0);

	if (r)
		return reply(t, r);
	if (t->call.data.nr == SYS_sendto)
		post(t, t->p->pid, SYS_sendto, fd, A(t, 1), A(t, 2), A(t, 3), 0, 0, then_transfer);
	else
		forward(t, then_transfer);
}

void call_sendto(struct tracee *t)
{
	long n;

	if (!A(t, 4))
		return forward(t, then_transfer);
	n = unix_address(t, A(t, 4), A(t, 5));
	if (n > 0)
		return send_to_name(t, A(t, 0), n);
	if (n < 0)
		return reply(t, n);
	forward(t, then_transfer);
}

void call_setsockopt(struct tracee *t)
{
	if ((int)A(t, 1) == SOL_SOCKET && (int)A(t, 2) == SO_ZEROCOPY)
		return reply(t, -EOPNOTSUPP);	/* pages of a program cannot be pinned here */
	forward_reply(t);
}
