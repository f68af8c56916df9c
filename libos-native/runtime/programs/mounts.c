// SPDX-License-Identifier: Apache-2.0
/*
 * Mounts.  Over names of the LibOS they are its own.  Elsewhere the host does them, in
 * the name space of the node, but only those by which a program that is root there, and
 * perhaps root of the host, gets at nothing else than the node's files: no device,
 * setting or process of the host, and no write access that the node has not.
 *
 * No other thread of the node runs meanwhile, so paths mean the same to the host.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "calls.h"

#define PROPAGATION	(MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE)

/* Is it an ordinary file or directory, not of /proc or the like? */
static bool is_harmless(struct tracee *t, const char *path)
{
	int fd = path_open(t->p, AT_FDCWD, path, O_PATH, 0);
	struct statfs fs;
	bool ok;

	if (fd < 0)
		return fd == -ENOENT || fd == -ENOTDIR;	/* the host says so, too */
	ok = !fstatfs(fd, &fs) && fs.f_type != PROC_SUPER_MAGIC && fs.f_type != SYSFS_MAGIC &&
	     fs.f_type != CGROUP_SUPER_MAGIC && fs.f_type != CGROUP2_SUPER_MAGIC;
	close(fd);
	return ok;
}

static bool host_may_mount(struct tracee *t, const char *target, unsigned long flags)
{
	char source[PATH_SIZE], type[64];

	if (!is_harmless(t, target) || flags & MS_MOVE)
		return false;
	if (flags & MS_REMOUNT)		/* a path that the user has let the node only read */
		return flags & MS_RDONLY;
	if (flags & MS_BIND)
		return user_string(t->p, A(t, 0), source, sizeof(source)) &&
		       is_harmless(t, source);
	if (flags & PROPAGATION)
		return true;
	return user_string(t->p, A(t, 2), type, sizeof(type)) &&
	       (!strcmp(type, "tmpfs") || !strcmp(type, "ramfs"));
}

void call_mount(struct tracee *t)
{
	char target[PATH_SIZE];

	if (!user_string(t->p, A(t, 1), target, sizeof(target)))
		return reply(t, -EFAULT);
	if (!strcmp(target, "/") || path_realm(t, AT_FDCWD, target) == LIBOS)
		return forward_reply(t);	/* "/": how mounts propagate */
	if (!host_may_mount(t, target, A(t, 3)))
		return reply(t, -EPERM);
	reply_host(t);
}

void call_umount2(struct tracee *t)
{
	char target[PATH_SIZE];

	if (!user_string(t->p, A(t, 0), target, sizeof(target)))
		return reply(t, -EFAULT);
	if (path_realm(t, AT_FDCWD, target) == LIBOS)
		return forward_reply(t);
	if (!is_harmless(t, target))
		return reply(t, -EPERM);
	reply_host(t);
}
