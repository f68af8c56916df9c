// SPDX-License-Identifier: Apache-2.0
/* Paths: their text, and what is there. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal.h"

void path_join(char *path, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (vsnprintf(path, PATH_MAX, fmt, ap) >= PATH_MAX)
		strcpy(path, "/-/too long");	/* which does not exist */
	va_end(ap);
}

void path_make_parents(const char *path)
{
	char part[PATH_MAX];

	for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(at - path), path);
		mkdir(part, 0755);
	}
}

void path_remove(int parent, const char *name)
{
	int fd;
	DIR *in;
	struct dirent *e;

	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	/* Overlays leave directories that are closed even to their owner. */
	if (fd < 0 && errno == EACCES && !fchmodat(parent, name, 0700, 0))
		fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return;
	in = fdopendir(fd);
	while (in && (e = readdir(in)))
		if (e->d_type != DT_DIR)
			unlinkat(fd, e->d_name, 0);
		else if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			path_remove(fd, e->d_name);
	if (in)
		closedir(in);
	else
		close(fd);
	unlinkat(parent, name, AT_REMOVEDIR);
}
