// SPDX-License-Identifier: Apache-2.0
/* stat() and its like, of files of the host. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define BLOCK		4096
#define KNOWN_FLAGS	(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_STATX_SYNC_TYPE)

static void number_in_proc(struct statx *sx, int fd)
{
	char path[PATH_SIZE];

	sx->stx_ino = proc_number(path_of(fd, path, sizeof(path)) ? path : "");
}

static struct statx_timestamp stamp(struct timespec ts)
{
	return (struct statx_timestamp) { .tv_sec = ts.tv_sec, .tv_nsec = ts.tv_nsec };
}

/* Sizes of directories and what files occupy depends on the host's file system. */
static void set_sizes(struct statx *sx)
{
	sx->stx_blksize = BLOCK;
	sx->stx_blocks = 0;
	if (S_ISDIR(sx->stx_mode)) {
		sx->stx_nlink = 1;	/* "unknown", as in some file systems of Linux */
		sx->stx_size = BLOCK;
	}
	if (S_ISDIR(sx->stx_mode) || S_ISREG(sx->stx_mode))
		sx->stx_blocks = (sx->stx_size + BLOCK - 1) / BLOCK * (BLOCK / 512);
}

static void translate(struct node *n, struct statx *sx, int fd)
{
	struct inode *i = inode_of(n, sx);

	sx->stx_ino = i->number;
	sx->stx_uid = i->uid;
	sx->stx_gid = i->gid;
	sx->stx_atime = stamp(i->atime);
	sx->stx_mtime = stamp(i->mtime);
	sx->stx_ctime = stamp(i->ctime);
	sx->stx_btime = stamp(i->btime);
	if (makedev(sx->stx_dev_major, sx->stx_dev_minor) == n->proc_device)
		number_in_proc(sx, fd);
	else
		set_sizes(sx);
	sx->stx_mask = OF_HOST;
	sx->stx_attributes = sx->stx_attributes_mask = 0;
	sx->stx_dev_major = VOLUME_MAJOR;
	sx->stx_dev_minor = VOLUME_MINOR;
	memset(&sx->stx_dev_minor + 1, 0, (char *)(sx + 1) - (char *)(&sx->stx_dev_minor + 1));
}

static struct timespec time_of(struct statx_timestamp ts)
{
	return (struct timespec) { ts.tv_sec, ts.tv_nsec };
}

static struct stat plain(const struct statx *sx)
{
	return (struct stat) {
		.st_dev = makedev(sx->stx_dev_major, sx->stx_dev_minor),
		.st_ino = sx->stx_ino,
		.st_nlink = sx->stx_nlink,
		.st_mode = sx->stx_mode,
		.st_uid = sx->stx_uid,
		.st_gid = sx->stx_gid,
		.st_rdev = makedev(sx->stx_rdev_major, sx->stx_rdev_minor),
		.st_size = sx->stx_size,
		.st_blksize = sx->stx_blksize,
		.st_blocks = sx->stx_blocks,
		.st_atim = time_of(sx->stx_atime),
		.st_mtim = time_of(sx->stx_mtime),
		.st_ctim = time_of(sx->stx_ctime),
	};
}

/* fd: ours, not used any more; at: where the program wants it */
static void tell(struct tracee *t, int fd, unsigned long at)
{
	struct statx sx;
	struct stat st;
	bool known = fd >= 0 && host_statx(fd, NULL, &sx);

	if (known)
		translate(t->p->node, &sx, fd);
	if (fd >= 0)
		close(fd);
	if (!known)
		return reply_host(t);
	if (t->call.data.nr == SYS_statx)
		return reply(t, user_write(t->p, at, &sx, sizeof(sx)) == sizeof(sx) ? 0 : -EFAULT);
	st = plain(&sx);
	reply(t, user_write(t->p, at, &st, sizeof(st)) == sizeof(st) ? 0 : -EFAULT);
}

static void tell_descriptor(struct tracee *t, int fd, unsigned long at)
{
	if (fd == AT_FDCWD)
		return tell(t, path_at(t->p, fd, ".", true), at);
	if (fd_is_libos(t, fd))
		return forward_reply(t);
	tell(t, fd_from_host(t->p, fd), at);
}

static void stat_at(struct tracee *t, int dirfd, unsigned long name, int flags, unsigned long at)
{
	bool follow = !(flags & AT_SYMLINK_NOFOLLOW);
	char path[PATH_SIZE];
	int fd;

	if (flags & ~KNOWN_FLAGS)
		return reply_host(t);
	if (!name && flags & AT_EMPTY_PATH)
		path[0] = 0;
	else if (!user_string(t->p, name, path, sizeof(path)))
		return reply_host(t);
	if (!path[0] && flags & AT_EMPTY_PATH && !(dirfd == AT_FDCWD && t->p->cwd))
		return tell_descriptor(t, dirfd, at);
	if (path_realm(t, dirfd, path) == LIBOS)
		return forward_reply(t);
	fd = path_descriptor(path);
	if (fd >= 0 && follow)
		return tell_descriptor(t, fd, at);
	tell(t, path_at(t->p, dirfd, path, follow), at);
}

void call_stat(struct tracee *t)
{
	stat_at(t, AT_FDCWD, A(t, 0), 0, A(t, 1));
}

void call_lstat(struct tracee *t)
{
	stat_at(t, AT_FDCWD, A(t, 0), AT_SYMLINK_NOFOLLOW, A(t, 1));
}

void call_newfstatat(struct tracee *t)
{
	stat_at(t, A(t, 0), A(t, 1), A(t, 3), A(t, 2));
}

void call_statx(struct tracee *t)
{
	stat_at(t, A(t, 0), A(t, 1), A(t, 2), A(t, 4));
}

void call_fstat(struct tracee *t)
{
	tell_descriptor(t, A(t, 0), A(t, 1));
}
