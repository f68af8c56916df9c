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
#include "files.h"

static const char *const libos_trees[] = {
	"/proc", "/sys", "/dev/net", "/dev/random", "/dev/urandom", "/dev/ptmx", "/dev/pts",
	"/dev/tty", "/dev/console", "/dev/kmsg", "/dev/mqueue", "/run/netns", "/var/run/netns",
	"/run/cgroup2", "/var/run/cgroup2", "/etc/mtab",
};

static const char *const host_of_process[] = {
	"maps", "smaps", "smaps_rollup", "exe", "cwd", "root", "cmdline", "environ", "mem", "auxv",
	"pagemap", "map_files", "clear_refs", "fd", "fdinfo",
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
	if (sscanf(rest, "task/%*d%n/", &n) >= 0 && !strncmp(rest, "task/", 5) && rest[n] == '/')
		rest += n + 1;
	if ((sscanf(rest, "fd/%d%n", &fd, &n) == 1 || sscanf(rest, "fdinfo/%d%n", &fd, &n) == 1) &&
	    (!pid || pid == t->p->nspid))
		return fd_is_libos(t, fd) ? LIBOS : HOST;
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

/* A name space of a process that the host has made; in the LibOS it can be looked at. */
bool path_is_namespace(const char *path)
{
	const char *ns = strstr(path, "/ns/");

	return !strncmp(path, "/proc/", 6) && ns && strcmp(ns, "/ns/net");
}

enum realm path_realm(struct tracee *t, int dirfd, const char *path)
{
	char absolute[PATH_SIZE];

	if (path[0] != '/' && dirfd != AT_FDCWD)
		return fd_is_libos(t, dirfd) ? LIBOS : HOST;
	return path_absolute(t, path, absolute) ? realm_of(t, absolute) : HOST;
}

/* ------------------------------------------------- paths of the host, by openat2() */

/* Processes of a node have the same root unless one has asked for another. */
int path_root(struct process *p)
{
	int *root = p->own_root ? &p->root : &p->node->root;
	char link[64];
	struct stat st;

	if (*root >= 0 && !p->own_root)
		return *root;
	if (*root >= 0)
		close(*root);
	snprintf(link, sizeof(link), "/proc/%d/root", p->pid);
	*root = open(link, O_PATH | O_CLOEXEC);
	if (*root >= 0 && !p->own_root) {
		inode_root(p->node, *root);
		if (!fstatat(*root, "proc", &st, 0))
			p->node->proc_device = st.st_dev;
	}
	return *root;
}

/* Where a relative path starts.  Of the working directory we keep a descriptor. */
int path_directory(struct process *p, int dirfd)
{
	int *kept = dirfd == AT_FDCWD ? &p->directory : &p->node->directory;
	char link[64];

	if (dirfd == AT_FDCWD && *kept >= 0)
		return *kept;
	if (*kept >= 0)
		close(*kept);
	if (dirfd == AT_FDCWD)
		snprintf(link, sizeof(link), "/proc/%d/cwd", p->pid);
	else
		snprintf(link, sizeof(link), "/proc/%d/fd/%d", p->pid, dirfd);
	*kept = open(link, O_PATH | O_CLOEXEC);
	return *kept;
}

/* The process changes its directory, or is gone. */
void path_forget(struct process *p)
{
	if (p->directory >= 0)
		close(p->directory);
	if (p->root >= 0)
		close(p->root);
	p->directory = p->root = -1;
}

/* How the node calls what we have open. */
bool path_of(int fd, char *to, size_t size)
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

static int open_how(int dirfd, const char *path, int flags, int mode, int resolve)
{
	struct open_how how = { .flags = flags | O_CLOEXEC, .mode = mode, .resolve = resolve };
	int fd = syscall(SYS_openat2, dirfd, path, &how, sizeof(how));

	return fd < 0 ? -errno : fd;
}

/* Open as the process would: with its root, and from its directory. */
int path_open(struct process *p, int dirfd, const char *path, int flags, int mode)
{
	char full[2 * PATH_SIZE];
	int dir, root = path_root(p);

	if (!path[0])
		return -ENOENT;
	if (path[0] != '/') {	/* RESOLVE_IN_ROOT would not let it go above its directory */
		dir = path_directory(p, dirfd);
		if (dir < 0)
			return -EBADF;
		if (!path_of(dir, full, PATH_SIZE))
			return -ENOENT;
		strcat(full, "/");
		strncat(full, path, PATH_SIZE - 1);
		path = full;
	}
	if (root < 0)
		return -ENOENT;
	mode = flags & (O_CREAT | O_TMPFILE) ? mode & 07777 & ~p->umask : 0;
	return open_how(root, path, flags, mode, RESOLVE_IN_ROOT);
}

/* Of the process itself, the host's /proc. */
static int open_in_proc(struct process *p, const char *rest, bool follow)
{
	char path[PATH_SIZE];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", p->nspid, rest);
	fd = open_how(path_root(p), path, O_PATH | O_NOFOLLOW, 0, RESOLVE_IN_ROOT);
	if (fd < 0 || !follow || fstat(fd, &st) || !S_ISLNK(st.st_mode))
		return fd;
	close(fd);	/* a link that no path could express */
	snprintf(path, sizeof(path), "/proc/%d/%s", p->pid, rest);
	fd = open(path, O_PATH | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* A descriptor of ours that stands for a file of the host (O_PATH). */
int path_at(struct process *p, int dirfd, const char *path, bool follow)
{
	int flags = O_PATH | (follow ? 0 : O_NOFOLLOW), fd;

	if (!strncmp(path, "/proc/self/", 11))
		return open_in_proc(p, path + 11, follow);
	if (path[0] == '/')
		return path_open(p, dirfd, path, flags, 0);
	fd = open_how(path_directory(p, dirfd), path, flags, 0,
		      RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH);
	if (fd == -ELOOP || fd == -EXDEV || fd == -EAGAIN)
		fd = path_open(p, dirfd, path, flags, 0);
	return fd;
}

/* The directory that a name is in (O_PATH), and the name, of PATH_SIZE bytes at most. */
int path_parent(struct process *p, int dirfd, const char *path, char *base)
{
	char dir[PATH_SIZE];
	size_t n = strlen(path);
	const char *slash;

	while (n > 1 && path[n - 1] == '/')
		n--;
	slash = memrchr(path, '/', n);
	snprintf(base, PATH_SIZE, "%.*s", (int)(path + n - (slash ? slash + 1 : path)),
		 slash ? slash + 1 : path);
	if (!slash)
		strcpy(dir, ".");
	else if (slash == path)
		strcpy(dir, "/");
	else
		snprintf(dir, sizeof(dir), "%.*s", (int)(slash - path), path);
	return path_at(p, dirfd, dir, true);
}

/*
 * The name without symbolic links in its directories; its last component need
 * not exist.
 */
bool path_canonical(struct process *p, int dirfd, const char *path, char *to, size_t size)
{
	char base[PATH_SIZE];
	size_t n;
	int fd = path_parent(p, dirfd, path, base);

	if (fd < 0)
		return false;
	if (!path_of(fd, to, size)) {
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
