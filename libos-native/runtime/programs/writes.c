// SPDX-License-Identifier: Apache-2.0
/*
 * What programs change in files of the host: data, whose writing we only note, and
 * times and owners, which are only ours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>
#include "calls.h"
#include "files.h"

static struct inode no_file;		/* what is no file, or only read */

/* Data go to a descriptor of the host.  What it stands for is looked up once. */
void file_written(struct tracee *t, unsigned long fd)
{
	struct files *f = t->p->files;
	struct statx sx;
	int mine;

	fd = (unsigned int)fd;
	if (fd >= MAX_FDS)
		return;
	if (!f->written[fd]) {
		mine = fd_from_host(t->p, fd);
		if (mine < 0)
			return;
		f->written[fd] = &no_file;
		if ((fcntl(mine, F_GETFL) & O_ACCMODE) != O_RDONLY && host_statx(mine, NULL, &sx) &&
		    S_ISREG(sx.stx_mode))
			f->written[fd] = inode_of(t->p->node, &sx);
		close(mine);
	}
	if (f->written[fd] != &no_file)
		inode_written(t->p->node, f->written[fd]);
}

/* ------------------------------------------------------------- of what is named */

static bool is_read_only(int fd)
{
	struct statvfs fs;

	return !fstatvfs(fd, &fs) && fs.f_flag & ST_RDONLY;
}

/*
 * The file that a call is about, or NULL if the call is answered.  name: 0 for the
 * descriptor itself.
 */
static struct inode *named(struct tracee *t, int dirfd, unsigned long name, int flags)
{
	struct inode *i = NULL;
	char path[PATH_SIZE] = "";
	struct statx sx;
	bool libos;
	int fd;

	if (name && !user_string(t->p, name, path, sizeof(path))) {
		reply(t, -EFAULT);
		return NULL;
	}
	if (name && !path[0] && !(flags & AT_EMPTY_PATH)) {
		reply(t, -ENOENT);
		return NULL;
	}
	libos = path[0] ? path_realm(t, dirfd, path) == LIBOS : fd_is_libos(t, dirfd);
	if (libos) {
		forward_reply(t);
		return NULL;
	}
	if (path[0])
		fd = path_at(t->p, dirfd, path, !(flags & AT_SYMLINK_NOFOLLOW));
	else
		fd = fd_from_host(t->p, dirfd);
	if (fd < 0) {
		reply(t, path[0] ? fd : -EBADF);
		return NULL;
	}
	if (is_read_only(fd))
		reply(t, -EROFS);
	else if (!host_statx(fd, NULL, &sx))
		reply(t, -EIO);
	else
		i = inode_of(t->p->node, &sx);
	close(fd);
	return i;
}

/* -------------------------------------------------------------------------- times */

static void set_time(struct timespec *of, const struct timespec *to, struct timespec now)
{
	if (!to || to->tv_nsec == UTIME_NOW)
		*of = now;
	else if (to->tv_nsec != UTIME_OMIT)
		*of = *to;
}

static bool is_time(const struct timespec *ts)
{
	return ts->tv_nsec == UTIME_NOW || ts->tv_nsec == UTIME_OMIT ||
	       (ts->tv_nsec >= 0 && ts->tv_nsec < 1000000000);
}

/* ts: two of them, or NULL for the present */
static void set_times(struct tracee *t, int dirfd, unsigned long name, int flags,
		      const struct timespec *ts)
{
	struct timespec now;
	struct inode *i;

	if (ts && (!is_time(ts) || !is_time(ts + 1)))
		return reply(t, -EINVAL);
	i = named(t, dirfd, name, flags);
	if (!i)
		return;
	now = inode_now(t->p->node);
	set_time(&i->atime, ts, now);
	set_time(&i->mtime, ts ? ts + 1 : NULL, now);
	i->ctime = now;
	reply(t, 0);
}

void call_utimensat(struct tracee *t)
{
	struct timespec ts[2];

	if (A(t, 2) && user_read(t->p, A(t, 2), ts, sizeof(ts)) != sizeof(ts))
		return reply(t, -EFAULT);
	set_times(t, A(t, 0), A(t, 1), A(t, 3), A(t, 2) ? ts : NULL);
}

static void set_timevals(struct tracee *t, int dirfd, unsigned long name, unsigned long at)
{
	struct timeval tv[2];
	struct timespec ts[2];

	if (at && user_read(t->p, at, tv, sizeof(tv)) != sizeof(tv))
		return reply(t, -EFAULT);
	for (int k = 0; at && k < 2; k++) {
		if (tv[k].tv_usec < 0 || tv[k].tv_usec >= 1000000)
			return reply(t, -EINVAL);
		ts[k] = (struct timespec) { tv[k].tv_sec, tv[k].tv_usec * 1000 };
	}
	set_times(t, dirfd, name, 0, at ? ts : NULL);
}

void call_futimesat(struct tracee *t)
{
	set_timevals(t, A(t, 0), A(t, 1), A(t, 2));
}

void call_utimes(struct tracee *t)
{
	set_timevals(t, AT_FDCWD, A(t, 0), A(t, 1));
}

void call_utime(struct tracee *t)
{
	struct utimbuf times = { 0 };
	struct timespec ts[2] = { { 0 } };

	if (A(t, 1) && user_read(t->p, A(t, 1), &times, sizeof(times)) != sizeof(times))
		return reply(t, -EFAULT);
	ts[0].tv_sec = times.actime;
	ts[1].tv_sec = times.modtime;
	set_times(t, AT_FDCWD, A(t, 0), 0, A(t, 1) ? ts : NULL);
}

/* ------------------------------------------------------------------------- owners */

static void set_owner(struct tracee *t, int dirfd, unsigned long name, int flags,
		      unsigned long uid, unsigned long gid)
{
	struct inode *i = named(t, dirfd, name, flags);

	if (!i)
		return;
	if (mirror_call(t, SYS_geteuid, 0, 0, 0, 0) && (uint32_t)uid != ~0U && uid != i->uid)
		return reply(t, -EPERM);
	if ((uint32_t)uid != ~0U)
		i->uid = uid;
	if ((uint32_t)gid != ~0U)
		i->gid = gid;
	inode_changed(t->p->node, i);
	reply(t, 0);
}

void call_chown(struct tracee *t)
{
	set_owner(t, AT_FDCWD, A(t, 0), 0, A(t, 1), A(t, 2));
}

void call_lchown(struct tracee *t)
{
	set_owner(t, AT_FDCWD, A(t, 0), AT_SYMLINK_NOFOLLOW, A(t, 1), A(t, 2));
}

void call_fchown(struct tracee *t)
{
	set_owner(t, A(t, 0), 0, 0, A(t, 1), A(t, 2));
}

void call_fchownat(struct tracee *t)
{
	set_owner(t, A(t, 0), A(t, 1), A(t, 4), A(t, 2), A(t, 3));
}
