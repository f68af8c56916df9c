// SPDX-License-Identifier: Apache-2.0
/*
 * The base: a layer between the host's files and all nodes, where it takes one.
 *
 * If the nest runs as an ordinary user, the host's files are nobody's in a node, so
 * that its root cannot change them.  The base has directories, which then belong to
 * the user, and copies of the small files of /etc.  What the user cannot read is an
 * empty directory there.
 *
 * If files are mounted in /etc, as in a container, no overlay can lie over it (layer.c);
 * the base has all of /etc then.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>
#include "internal.h"

#define SMALL_FILE	(64 << 10)
#define WHOLE_FILE	(4 << 20)
#define WHOLE_DEPTH	16
#define PREFIX		"lockstep-base-"
#define STALE		60	/* seconds, after which even a slow starter has locked it */

/* The first is that which may be whole. */
static const struct {
	const char *dir;
	int depth;		/* of directories in it */
	bool files;
} parts[] = {
	{ "etc", 4, true }, { "var", 3, false }, { "opt", 1, false }, { "usr", 1, false },
	{ "usr/local", 2, false },
};

static char base[] = "/tmp/" PREFIX "XXXXXX";
static enum { NOT_TRIED, MADE, NOT_NEEDED } state;
static bool foreign, whole_etc;

static void file(const char *from, const char *to)
{
	struct stat st;

	if (!stat(from, &st) && st.st_size <= (whole_etc ? WHOLE_FILE : SMALL_FILE))
		copy_file(from, to);
}

static void directory(const char *dir, int depth, bool files)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct dirent *e;
	DIR *in;

	path_join(from, "/%s", dir);
	path_join(to, "%s/%s", base, dir);
	if (copy_directory(from, to))
		return;
	if (foreign)
		chmod(to, 0755);
	if (access(from, R_OK | X_OK)) {
		if (setxattr(to, "user.overlay.opaque", "y", 1, 0))
			rmdir(to);
		return;
	}
	in = opendir(from);
	while (in && (e = readdir(in))) {
		path_join(to, "%s/%s", dir, e->d_name);
		if (e->d_type == DT_DIR && depth && strcmp(e->d_name, ".") &&
		    strcmp(e->d_name, ".."))
			directory(to, depth - 1, files);
		path_join(from, "/%s/%s", dir, e->d_name);
		path_join(to, "%s/%s/%s", base, dir, e->d_name);
		if (e->d_type == DT_REG && files)
			file(from, to);
		if (e->d_type == DT_LNK && files && whole_etc)
			copy_link(from, to);
	}
	if (in)
		closedir(in);
}

/* What a nest that was killed has left.  A lock tells that one is in use. */
static void remove_stale(void)
{
	struct dirent *e;
	struct stat st;
	DIR *in = opendir("/tmp");

	while (in && (e = readdir(in))) {
		int fd;

		if (strncmp(e->d_name, PREFIX, strlen(PREFIX)))
			continue;
		fd = openat(dirfd(in), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (!fstat(fd, &st) && st.st_uid == geteuid() && st.st_ctime < time(NULL) - STALE &&
		    !flock(fd, LOCK_EX | LOCK_NB))
			path_remove(dirfd(in), e->d_name);
		close(fd);
	}
	if (in)
		closedir(in);
}

/* Are there owners that root of a node cannot act for? */
static bool are_foreign(void)
{
	FILE *in = fopen("/proc/self/uid_map", "re");
	unsigned long inside, outside, n = 0;

	if (in && fscanf(in, "%lu %lu %lu", &inside, &outside, &n) != 3)
		n = 0;
	if (in)
		fclose(in);
	return geteuid() || n < 65536;
}

static bool has_mounts(const char *path)
{
	char *mounts = mounts_read();
	bool has = mounts && mounts_below(mounts, path);

	free(mounts);
	return has;
}

static void fill(void)
{
	if (whole_etc)
		directory("etc", WHOLE_DEPTH, true);
	for (size_t i = whole_etc; foreign && i < COUNT(parts); i++)
		directory(parts[i].dir, parts[i].depth, parts[i].files);
}

static void make(void)
{
	int fd;

	state = NOT_NEEDED;
	foreign = are_foreign();
	whole_etc = has_mounts("/etc");
	if (!foreign && !whole_etc)
		return;
	remove_stale();
	if (!mkdtemp(base)) {
		whole_etc = false;
		return;
	}
	state = MADE;
	fd = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);	/* stays open */
	if (fd >= 0)
		flock(fd, LOCK_EX | LOCK_NB);
	fill();
}

bool base_is_whole(const char *dir)
{
	return whole_etc && !strcmp(dir, "etc");
}

const char *base_path(void)
{
	if (state == NOT_TRIED)
		make();
	return state == MADE ? base : NULL;
}

void base_remove(void)
{
	if (state == MADE)
		path_remove(AT_FDCWD, base);
}
