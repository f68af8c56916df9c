// SPDX-License-Identifier: Apache-2.0
/*
 * The one file system that all files of the host seem to be in.  It is never more
 * nor less full, whatever the host's are.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define BLOCK		4096
#define BLOCKS		(16L << 20)	/* 64 GiB */
#define FREE		(12L << 20)
#define FILES		(4L << 20)
#define FREE_FILES	(3L << 20)
#define FLAG_VALID	0x20

static void tell(struct tracee *t, int fd, unsigned long at)
{
	struct statvfs real;
	struct statfs fs = {
		.f_type = EXT4_SUPER_MAGIC,
		.f_bsize = BLOCK,
		.f_blocks = BLOCKS,
		.f_bfree = FREE,
		.f_bavail = FREE,
		.f_files = FILES,
		.f_ffree = FREE_FILES,
		.f_namelen = 255,
		.f_frsize = BLOCK,
		.f_flags = FLAG_VALID | ST_NOATIME,
	};

	if (fd < 0)
		return reply_host(t);
	if (!fstatvfs(fd, &real))
		fs.f_flags |= real.f_flag & ST_RDONLY;
	close(fd);
	reply(t, user_write(t->p, at, &fs, sizeof(fs)) == sizeof(fs) ? 0 : -EFAULT);
}

void call_statfs(struct tracee *t)
{
	char path[PATH_SIZE];

	if (!user_string(t->p, A(t, 0), path, sizeof(path)))
		return reply_host(t);
	if (path_realm(t, AT_FDCWD, path) == LIBOS)
		return forward_reply(t);
	tell(t, path_at(t->p, AT_FDCWD, path, true), A(t, 1));
}

void call_fstatfs(struct tracee *t)
{
	if (fd_is_libos(t, A(t, 0)))
		return forward_reply(t);
	tell(t, fd_from_host(t->p, A(t, 0)), A(t, 1));
}
