// SPDX-License-Identifier: Apache-2.0
/*
 * The writable layer of a tree.  What programs write goes to a directory of the
 * host, where it can be looked at afterwards, or, if its file system cannot be the
 * upper one of an overlay, to a tmpfs.
 *
 * An overlay in a user name space refuses a directory of the host below which other
 * file systems are mounted.  Such a directory is made again, entry by entry.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>
#include "internal.h"

#define WORK		".work"
#define COPY_FILES	2000		/* entries of a directory that is copied, at most */
#define COPY_BYTES	(16L << 20)

/* ------------------------------------------------------------------------ places */

static const char *unusable(const char *path)
{
	struct statvfs fs;

	if (access(path, W_OK | X_OK) || statvfs(path, &fs))
		return strerror(errno);
	if (fs.f_flag & ST_NOEXEC)
		return "its file system is mounted noexec";
	if (setxattr(path, "user.lockstep", "", 0, 0))
		return "its file system has no extended attributes";
	removexattr(path, "user.lockstep");
	return NULL;
}

static int start_work(const char *base)
{
	char work[PATH_MAX];

	layer_clean(base);
	path_join(work, "%s/" WORK, base);
	return mkdir(work, 0700);
}

int layer_open(struct layer *l, const char *path, struct nest_reply *r)
{
	const char *why = NULL;

	memset(l, 0, sizeof(*l));
	l->reply = r;
	l->path = path;
	l->mounts = mounts_read();
	if (!l->mounts)
		return refuse(r, EIO, "cannot read /proc/self/mountinfo");
	if (*path)
		why = unusable(path);
	if (!why && *path && start_work(path))
		why = strerror(errno);
	if (*path && !why)
		return 0;
	l->path = NULL;
	r->flags |= NEST_NOT_KEPT;
	if (why)
		note(r, "nothing that programs write is kept in %s: %s", path, why);
	return 0;
}

static const char *spare(struct layer *l)
{
	if (!l->spare && !mount("tmpfs", LAYER_SPARE, "tmpfs", 0, "mode=755") &&
	    !start_work(LAYER_SPARE))
		l->spare = true;
	return LAYER_SPARE;
}

void layer_close(struct layer *l)
{
	if (chdir("/") || (l->spare && umount2(LAYER_SPARE, MNT_DETACH)))
		note(l->reply, "a tmpfs stays at /mnt");
	if (l->lost_error) {
		l->reply->flags |= NEST_NOT_KEPT;
		note(l->reply, "what programs write to %s is not kept: an overlay cannot have its "
		     "upper directory in %s (%s)", l->lost, l->path, strerror(l->lost_error));
	}
	free(l->mounts);
}

/* ---------------------------------------------------------------------- overlays */

/* What lies below: our own base, the host's directory, or one over the other. */
static void lower(char *option, size_t size, const char *dir)
{
	const char *base = base_path();
	char own[PATH_MAX], host[PATH_MAX];

	path_join(own, "%s/%s", base ? base : "/-", dir);
	path_join(host, "/%s", dir);
	if (access(own, F_OK))
		snprintf(option, size, ",lowerdir=%s", host);
	else if (base_is_whole(dir) || access(host, R_OK | X_OK))
		snprintf(option, size, ",lowerdir=%s", own);
	else
		snprintf(option, size, ",lowerdir=%s:%s", own, host);
}

/* Overlay options have separators, and their paths are better short: relative to base. */
static int mount_overlay(struct layer *l, const char *base, const char *dir)
{
	char options[4 * PATH_MAX], target[PATH_MAX];
	unsigned work = l->works++;
	struct statvfs fs;
	int n;

	snprintf(options, sizeof(options), WORK "/%u", work);
	if (chdir(base) || (mkdir(options, 0700) && errno != EEXIST))
		return errno;
	/* xino: directories keep their numbers when the host has forgotten them for a while */
	n = snprintf(options, sizeof(options),
		     "upperdir=%s,workdir=" WORK "/%u,userxattr,volatile,xino=auto",
		     dir, work);
	lower(options + n, sizeof(options) - n, dir);
	path_join(target, TREE "/%s", dir);
	if (mount("overlay", target, "overlay", 0, options))
		return errno;
	if (!statvfs(target, &fs) && !(fs.f_flag & ST_RDONLY))
		return 0;
	umount2(target, MNT_DETACH);
	return EROFS;
}

static int over(struct layer *l, const char *base, const char *dir)
{
	char host[PATH_MAX], upper[PATH_MAX], target[PATH_MAX];
	int err;

	path_join(host, "/%s", dir);
	path_join(upper, "%s/%s", base, dir);
	path_join(target, TREE "/%s", dir);
	err = copy_directory(host, upper);
	if (!err)
		err = copy_directory(host, target);
	if (err)
		return err;
	return mount_overlay(l, base, dir);
}

/* ------------------------------------------------- directories with mounts in them */

static int read_only(struct layer *l, const char *dir)
{
	struct mount_how how = { .set = 1 };
	char host[PATH_MAX], target[PATH_MAX];

	path_join(host, "/%s", dir);
	path_join(target, TREE "/%s", dir);
	if (mount(host, target, NULL, MS_BIND | MS_REC, NULL) ||
	    syscall(SYS_mount_setattr, AT_FDCWD, target, AT_RECURSIVE, &how, sizeof(how)))
		return errno;
	l->reply->flags |= NEST_READ_ONLY;
	note(l->reply, "%s cannot be written to: something is mounted in it", host);
	return 0;
}

static int again(struct layer *l, const char *base, const char *dir);

static int entry(struct layer *l, const char *base, const char *path, const struct dirent *e)
{
	char host[PATH_MAX], to[PATH_MAX];
	int err = 0;

	path_join(host, "/%s", path);
	path_join(to, "%s/%s", base, path);
	if (e->d_type == DT_LNK)
		return copy_link(host, to);
	if (e->d_type == DT_REG)
		err = copy_file(host, to);
	if (e->d_type != DT_DIR)
		return err == EACCES ? 0 : err;
	if (mounts_at(l->mounts, host))
		return copy_directory(host, to);
	if (mounts_below(l->mounts, host))
		return again(l, base, path);
	if (strpbrk(path, ",:\\"))
		return copy_directory(host, to) ?: read_only(l, path);
	return over(l, base, path);
}

static bool small(const char *host)
{
	long files = 0, bytes = 0;
	struct dirent *e;
	struct stat st;
	DIR *in = opendir(host);

	while (in && (e = readdir(in))) {
		files++;
		if (!fstatat(dirfd(in), e->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
		    S_ISREG(st.st_mode))
			bytes += st.st_size;
	}
	if (in)
		closedir(in);
	return in && files <= COPY_FILES && bytes <= COPY_BYTES;
}

/* TREE/dir is base/dir already, or lies below what is. */
static int again(struct layer *l, const char *base, const char *dir)
{
	char path[PATH_MAX], host[PATH_MAX];
	struct dirent *e;
	int err;
	DIR *in;

	path_join(host, "/%s", dir);
	path_join(path, "%s/%s", base, dir);
	err = copy_directory(host, path);
	if (!err && !small(host))
		return read_only(l, dir);
	in = err ? NULL : opendir(host);
	while (in && !err && (e = readdir(in))) {
		path_join(path, "%s/%s", dir, e->d_name);
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			err = entry(l, base, path, e);
	}
	if (in)
		closedir(in);
	return err;
}

static int over_with_mounts(struct layer *l, const char *base, const char *dir)
{
	char host[PATH_MAX], upper[PATH_MAX], target[PATH_MAX];
	int err;

	path_join(host, "/%s", dir);
	path_join(upper, "%s/%s", base, dir);
	path_join(target, TREE "/%s", dir);
	err = copy_directory(host, upper);
	if (!err)
		err = copy_directory(host, target);
	if (!err && mount(upper, target, NULL, MS_BIND, NULL))
		err = errno;
	if (!err)
		err = again(l, base, dir);
	if (err)
		umount2(target, MNT_DETACH);
	return err;
}

static void lost(struct layer *l, const char *host, int err)
{
	size_t n = strlen(l->lost);

	snprintf(l->lost + n, sizeof(l->lost) - n, "%s%s", n ? ", " : "", host);
	l->lost_error = err;
}

int layer_over(struct layer *l, const char *dir)
{
	int (*make)(struct layer *, const char *, const char *) = over;
	char host[PATH_MAX];
	int err = 0;

	path_join(host, "/%s", dir);
	if (mounts_below(l->mounts, host) && !base_is_whole(dir))
		make = over_with_mounts;
	if (l->path) {
		err = make(l, l->path, dir);
		if (!err)
			return 0;
		lost(l, host, err);
	}
	err = make(l, spare(l), dir);
	if (err)
		return refuse(l->reply, err, "cannot lay an overlay over %s: %s", host,
			      strerror(err));
	return 0;
}

int layer_empty(struct layer *l, const char *dir, mode_t mode)
{
	char upper[PATH_MAX], target[PATH_MAX];

	path_join(target, TREE "/%s", dir);
	if (mkdir(target, mode) && errno != EEXIST)
		return refuse(l->reply, errno, "cannot make /%s: %s", dir, strerror(errno));
	if (!l->path)
		return 0;
	path_join(upper, "%s/%s", l->path, dir);
	if ((mkdir(upper, mode) && (errno != EEXIST || chmod(upper, mode))) ||
	    mount(upper, target, NULL, MS_BIND, NULL)) {
		l->reply->flags |= NEST_NOT_KEPT;
		note(l->reply, "what programs write to /%s is not kept: %s: %s", dir, upper,
		     strerror(errno));
	}
	return 0;
}

/* ---------------------------------------------------------------------- cleaning */

void layer_clean(const char *path)
{
	static const char *const dirs[] = { "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr",
					    "etc", "var/tmp", "var", "opt", "root", "home", "srv",
					    "tmp" };
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	path_remove(fd, WORK);
	for (size_t i = 0; i < COUNT(dirs); i++)
		unlinkat(fd, dirs[i], AT_REMOVEDIR);	/* if empty */
	close(fd);
}
