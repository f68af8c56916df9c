// SPDX-License-Identifier: Apache-2.0
/*
 * The files that a node's programs see: the host's /usr, /etc, /var and /opt below a
 * layer of their own, private directories for the rest, and nothing else of the host
 * but what the user has allowed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "internal.h"

/* Of linux/mount.h, which does not agree with sys/mount.h. */
#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE		1
#endif
#define MOVE_FROM_FD		4	/* MOVE_MOUNT_F_EMPTY_PATH */
#define SET_READ_ONLY		1	/* MOUNT_ATTR_RDONLY */

static int failed(struct nest_reply *r, const char *what, const char *path)
{
	int err = errno;

	return refuse(r, err, "cannot %s %s: %s", what, path, strerror(err));
}

/* --------------------------------------------------- what the user lets a node see */

/* A mount of its own, in no tree yet. */
static int open_host(const char *string, struct nest_reply *r)
{
	struct mount_how how = { .set = SET_READ_ONLY };
	const char *path = string + 1;
	int fd;

	if ((*string != 'r' && *string != 'w') || *path != '/')
		return refuse(r, EINVAL, "the host path %s is not absolute", path);
	fd = syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | O_CLOEXEC | AT_RECURSIVE);
	if (fd < 0)
		return failed(r, "let the node see", path);
	if (*string == 'r' && syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &how,
				      sizeof(how)))
		return failed(r, "protect", path);
	return fd;
}

static int *open_hosts(const struct request *q, struct nest_reply *r)
{
	uint32_t n = q->head.strings - 2;
	int *fds = calloc(n + 1, sizeof(*fds));

	if (!fds)
		refuse(r, ENOMEM, "no memory for a file tree");
	for (uint32_t i = 0; fds && i < n; i++) {
		fds[i] = open_host(q->strings[2 + i], r);
		if (fds[i] < 0) {
			free(fds);
			return NULL;	/* the process ends with it */
		}
	}
	return fds;
}

/* Something to mount on, of the same kind. */
static int make_point(int fd, const char *path)
{
	struct stat st;
	int point;

	path_make_parents(path);
	if (fstat(fd, &st))
		return -1;
	if (S_ISDIR(st.st_mode))
		return mkdir(path, 0755) && errno != EEXIST ? -1 : 0;
	point = open(path, O_CREAT | O_RDONLY | O_CLOEXEC, 0644);
	return point < 0 ? -1 : close(point);
}

static int show_hosts(const struct request *q, int *fds, struct nest_reply *r)
{
	int err = 0;

	for (uint32_t i = 0; !err && i < q->head.strings - 2; i++) {
		const char *path = q->strings[2 + i] + 1;

		if (make_point(fds[i], path) ||
		    syscall(SYS_move_mount, fds[i], "", AT_FDCWD, path, MOVE_FROM_FD))
			err = failed(r, "let the node see", path);
		close(fds[i]);
	}
	free(fds);
	return err;
}

/* -------------------------------------------------------------------- directories */

/* As the host has it: a link, a directory, or nothing. */
static int like_host(struct layer *l, const char *dir)
{
	char host[64], target[64];
	struct stat st;

	snprintf(host, sizeof(host), "/%s", dir);
	snprintf(target, sizeof(target), TREE "/%s", dir);
	if (lstat(host, &st))
		return 0;
	if (!S_ISLNK(st.st_mode))
		return layer_over(l, dir);
	errno = copy_link(host, target);
	return errno ? failed(l->reply, "make", target) : 0;
}

static int make_directories(struct layer *l)
{
	static const char *const like[] = { "usr", "etc", "var", "opt", "bin", "sbin", "lib",
					    "lib32", "lib64", "libx32" };
	static const char *const made[] = { "mnt", "media", "run", "run/netns", "proc", "sys",
					    "dev" };
	int err = chdir(TREE);

	for (size_t i = 0; !err && i < COUNT(made); i++)
		err = mkdir(made[i], 0755);
	if (err || mkdir("run/lock", 01777))
		return failed(l->reply, "make", "the directories of a node");
	for (size_t i = 0; !err && i < COUNT(like); i++)
		err = like_host(l, like[i]);
	if (err || layer_empty(l, "root", 0700) || layer_empty(l, "home", 0755) ||
	    layer_empty(l, "srv", 0755) || layer_empty(l, "tmp", 01777) ||
	    layer_empty(l, "var/tmp", 01777))
		return -1;
	return 0;
}

static int make_file(const char *path, mode_t mode)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, mode);

	return fd < 0 ? -1 : close(fd);
}

/*
 * A device of the host: what is written to it, it takes, but its mode, owner and
 * times are not the node's to change, even if root of the node is root of the host.
 */
static int bind_device(const char *host, const char *name)
{
	struct mount_how how = { .set = SET_READ_ONLY };

	return make_file(name, 0666) || mount(host, name, NULL, MS_BIND, NULL) ||
	       syscall(SYS_mount_setattr, AT_FDCWD, name, 0, &how, sizeof(how));
}

static int make_devices(struct nest_reply *r)
{
	static const char *const host[] = { "null", "zero", "full", "random", "urandom" };
	static const char *const links[][2] = {
		{ "/proc/self/fd", "fd" }, { "/proc/self/fd/0", "stdin" },
		{ "/proc/self/fd/1", "stdout" }, { "/proc/self/fd/2", "stderr" },
	};
	char path[32];
	int err;

	if (mount("tmpfs", TREE "/dev", "tmpfs", MS_NOSUID, "mode=755") || chdir(TREE "/dev"))
		return failed(r, "make", "/dev");
	for (size_t i = 0; i < COUNT(host); i++) {
		snprintf(path, sizeof(path), "/dev/%s", host[i]);
		if (bind_device(path, host[i]))
			return failed(r, "make", path);
	}
	err = make_file("tty", 0666) || make_file("ptmx", 0666) || mkdir("pts", 0755) ||
	      mkdir("net", 0755) || make_file("net/tun", 0666) || mkdir("shm", 01777);
	for (size_t i = 0; !err && i < COUNT(links); i++)
		err = symlink(links[i][0], links[i][1]);
	return err ? failed(r, "make", "/dev") : 0;
}

static int mount_proc(struct nest_reply *r)
{
	const int flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;

	if (mount("proc", TREE "/proc", "proc", flags, NULL))
		return refuse_spaces(r, errno, "cannot mount /proc for a node");
	if (mount("tmpfs", TREE "/sys", "tmpfs", flags | MS_RDONLY, "mode=555"))
		return failed(r, "make", "/sys");
	return 0;
}

static int fill(const struct request *q, struct nest_reply *r)
{
	struct layer l;
	int err;

	if (layer_open(&l, q->strings[1], r))
		return -1;
	err = make_directories(&l);
	if (!err)
		err = make_devices(r);
	if (!err)
		err = mount_proc(r);
	layer_close(&l);
	return err;
}

/* The old root lies over the new one, at the same place, until it is gone. */
static int enter(struct nest_reply *r)
{
	if (chdir(TREE) || syscall(SYS_pivot_root, ".", ".") || umount2(".", MNT_DETACH) ||
	    chdir("/"))
		return refuse_spaces(r, errno, "cannot enter the file tree of a node");
	return 0;
}

int tree_build(struct request *q, struct nest_reply *r)
{
	int *hosts;

	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return refuse_spaces(r, errno, "cannot mount anything in name spaces of our own");
	hosts = open_hosts(q, r);
	if (!hosts)
		return -1;
	if (mount("tmpfs", TREE, "tmpfs", 0, "mode=755"))
		return refuse_spaces(r, errno, "cannot mount a tmpfs for a node");
	return fill(q, r) || enter(r) ? -1 : show_hosts(q, hosts, r);
}

/* ------------------------------------------------------------------------ writing */

static int write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		n -= done;
	}
	return 0;
}

int tree_put(struct request *q, struct nest_reply *r)
{
	const int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
	const char *path;
	int fd, err;

	if (q->head.strings != 1 || *q->strings[0] != '/')
		return refuse(r, EINVAL, "the path of a file of a node must be absolute");
	path = q->strings[0];
	path_make_parents(path);
	fd = open(path, flags | O_TRUNC, 0600);
	if (fd < 0 && !unlink(path))	/* another's, or a link to nowhere */
		fd = open(path, flags | O_EXCL, 0600);
	if (fd < 0)
		return failed(r, "write", path);
	err = write_all(fd, q->bytes, q->head.bytes) || fchmod(fd, q->head.mode & 07777);
	if (err)
		failed(r, "write", path);
	close(fd);
	return err ? -1 : 0;
}
