// SPDX-License-Identifier: Apache-2.0
/*
 * Whose a path is.  /proc, /sys, terminals, random numbers and named network name
 * spaces are the LibOS's; of /proc/PID of programs the host keeps what tells of
 * memory, descriptors and files.  Paths are compared as text; the LibOS has the same
 * names and symbolic links for what is its own.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"

static const char *const libos_trees[] = {
	"/proc", "/sys", "/dev/net", "/dev/random", "/dev/urandom", "/dev/ptmx", "/dev/pts",
	"/dev/tty", "/dev/console", "/dev/kmsg", "/dev/mqueue", "/run/netns", "/var/run/netns",
};

static const char *const host_of_process[] = {
	"maps", "smaps", "smaps_rollup", "numa_maps", "exe", "cwd", "root", "cmdline", "environ",
	"mem", "auxv", "mounts", "mountinfo", "mountstats", "pagemap", "map_files", "clear_refs",
	"attr", "oom_adj", "oom_score", "oom_score_adj", "limits", "cgroup", "uid_map", "gid_map",
	"setgroups", "loginuid", "sessionid", "coredump_filter", "timerslack_ns", "task", "sched",
	"syscall", "wchan", "personality", "io", "autogroup", "fd", "fdinfo",
};

/* "a/./b//../c" to "/a/c" */
static void normalise(const char *from, char *to)
{
	char *out = to;

	while (*from) {
		size_t n;

		while (*from == '/')
			from++;
		n = strcspn(from, "/");
		if (n == 2 && from[0] == '.' && from[1] == '.') {
			while (out > to && *--out != '/')
				;
		} else if (n && !(n == 1 && from[0] == '.')) {
			*out++ = '/';
			memcpy(out, from, n);
			out += n;
		}
		from += n;
	}
	if (out == to)
		*out++ = '/';
	*out = 0;
}

/* Does it lie at or below tree? */
static bool below(const char *path, const char *tree)
{
	size_t n = strlen(tree);

	return !strncmp(path, tree, n) && (!path[n] || path[n] == '/');
}

static bool is_program(struct node *n, int nspid)
{
	for (struct process *p = n->processes; p; p = p->next)
		if (!p->dead && p->nspid == nspid)
			return true;
	return false;
}

/* A descriptor by name: /dev/fd/3, /proc/self/fd/3, /dev/stdin; or -1. */
int path_descriptor(const char *path)
{
	int fd, n = 0;

	if (!strcmp(path, "/dev/stdin"))
		return 0;
	if (!strcmp(path, "/dev/stdout"))
		return 1;
	if (!strcmp(path, "/dev/stderr"))
		return 2;
	if ((sscanf(path, "/dev/fd/%d%n", &fd, &n) == 1 ||
	     sscanf(path, "/proc/self/fd/%d%n", &fd, &n) == 1) && !path[n])
		return fd;
	return -1;
}

static enum realm of_proc(struct tracee *t, const char *rest)
{
	int pid = 0, n = 0, fd;
	size_t len;

	if (!strcmp(rest, "/mounts"))
		return HOST;
	if (below(rest, "/self"))
		n = 5;
	else if (below(rest, "/thread-self"))
		n = 12;
	else if (sscanf(rest, "/%d%n", &pid, &n) != 1 || (rest[n] && rest[n] != '/'))
		return LIBOS;
	rest += n;
	if (!rest[0] || (pid && !is_program(t->p->node, pid)))
		return LIBOS;
	rest++;
	if (sscanf(rest, "fd/%d%n", &fd, &n) == 1 && (!pid || pid == t->p->nspid))
		return fd_is_libos(t, fd) ? LIBOS : HOST;
	if (!strncmp(rest, "ns/", 3))
		return !strncmp(rest, "ns/net", 6) ? LIBOS : HOST;
	len = strcspn(rest, "/");
	for (size_t i = 0; i < sizeof(host_of_process) / sizeof(*host_of_process); i++)
		if (strlen(host_of_process[i]) == len && !strncmp(rest, host_of_process[i], len))
			return HOST;
	return LIBOS;
}

enum realm realm_of(struct tracee *t, const char *path)
{
	int fd = path_descriptor(path);

	if (fd >= 0)
		return fd_is_libos(t, fd) ? LIBOS : HOST;
	if (below(path, "/proc"))
		return of_proc(t, path + 5);
	for (size_t i = 0; i < sizeof(libos_trees) / sizeof(*libos_trees); i++)
		if (below(path, libos_trees[i]))
			return LIBOS;
	return HOST;
}

/* The absolute path without dots, as far as text can tell; false: somewhere at the host. */
bool path_absolute(struct tracee *t, const char *path, char *to)
{
	char joined[2 * PATH_SIZE];

	if (path[0] == '/') {
		normalise(path, to);
		return true;
	}
	if (!t->p->cwd)
		return false;
	snprintf(joined, sizeof(joined), "%s/%s", t->p->cwd, path);
	if (strlen(joined) >= PATH_SIZE)
		return false;
	normalise(joined, to);
	return true;
}

enum realm path_realm(struct tracee *t, int dirfd, const char *path)
{
	char absolute[PATH_SIZE];

	if (path[0] != '/' && dirfd != AT_FDCWD)
		return fd_is_libos(t, dirfd) ? LIBOS : HOST;
	return path_absolute(t, path, absolute) ? realm_of(t, absolute) : HOST;
}

/* ------------------------------------------------- paths of the host, by openat2() */

static int open_directory(struct process *p, int dirfd, const char *path)
{
	char link[64];

	if (path[0] == '/')
		snprintf(link, sizeof(link), "/proc/%d/root", p->pid);
	else if (dirfd == AT_FDCWD)
		snprintf(link, sizeof(link), "/proc/%d/cwd", p->pid);
	else
		snprintf(link, sizeof(link), "/proc/%d/fd/%d", p->pid, dirfd);
	return open(link, O_PATH | O_CLOEXEC);
}

static bool name_of(int fd, char *to, size_t size)
{
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, to, size - 1);
	if (n <= 0)
		return false;
	to[n] = 0;
	return true;
}

/* Open as the process would: with its root, and from its directory. */
int path_open(struct process *p, int dirfd, const char *path, int flags, int mode)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.mode = flags & (O_CREAT | O_TMPFILE) ? mode & 07777 & ~p->umask : 0,
		.resolve = RESOLVE_IN_ROOT,
	};
	char link[64], full[2 * PATH_SIZE];
	int root, fd, dir;

	if (path[0] != '/') {	/* RESOLVE_IN_ROOT would not let it go above its directory */
		dir = open_directory(p, dirfd, path);
		if (dir < 0)
			return -errno;
		if (!name_of(dir, full, PATH_SIZE)) {
			close(dir);
			return -ENOENT;
		}
		close(dir);
		strcat(full, "/");
		strncat(full, path, PATH_SIZE - 1);
		path = full;
	}
	snprintf(link, sizeof(link), "/proc/%d/root", p->pid);
	root = open(link, O_PATH | O_CLOEXEC);
	if (root < 0)
		return -errno;
	fd = syscall(SYS_openat2, root, path, &how, sizeof(how));
	fd = fd < 0 ? -errno : fd;
	close(root);
	return fd;
}

/*
 * The name without symbolic links in its directories; its last component need
 * not exist.
 */
bool path_canonical(struct process *p, int dirfd, const char *path, char *to, size_t size)
{
	const char *base = strrchr(path, '/');
	char dir[PATH_SIZE];
	size_t n;
	int fd;

	if (!base)
		strcpy(dir, ".");
	else if (base == path)
		strcpy(dir, "/");
	else
		snprintf(dir, sizeof(dir), "%.*s", (int)(base - path), path);
	base = base ? base + 1 : path;
	fd = path_open(p, dirfd, dir, O_PATH | O_DIRECTORY, 0);
	if (fd < 0)
		return false;
	if (!name_of(fd, to, size)) {
		close(fd);
		return false;
	}
	close(fd);
	n = strlen(to);
	if (n + strlen(base) + 2 > size)
		return false;
	if (n > 1)
		to[n++] = '/';
	strcpy(to + n, base);
	return true;
}
