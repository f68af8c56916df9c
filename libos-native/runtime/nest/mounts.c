// SPDX-License-Identifier: Apache-2.0
/* What is mounted on the host, as far as we see it. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

/* Octal numbers stand for what would look like the end of a field. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++, to++) {
		*to = *s;
		if (*s == '\\' && s[1] && s[2] && s[3]) {
			*to = (s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0');
			s += 3;
		}
	}
	*to = 0;
}

static char *add(char *list, size_t *used, const char *point)
{
	char *more = realloc(list, *used + strlen(point) + 2);

	if (!more) {
		free(list);
		return NULL;
	}
	*used += sprintf(more + *used, "%s\n", point);
	return more;
}

char *mounts_read(void)
{
	FILE *in = fopen("/proc/self/mountinfo", "re");
	char *line = NULL, *list = calloc(1, 1);
	size_t size = 0, used = 0;
	char point[PATH_MAX];

	while (in && list && getline(&line, &size, in) > 0) {
		if (sscanf(line, "%*s %*s %*s %*s %4095s", point) != 1)
			continue;
		unescape(point);
		list = add(list, &used, point);
	}
	free(line);
	if (in)
		fclose(in);
	else
		free(list);
	return in ? list : NULL;
}

static bool any(const char *list, const char *path, char next)
{
	size_t n = strlen(path);

	for (const char *at = list; *at; at = strchr(at, '\n') + 1)
		if (!strncmp(at, path, n) && at[n] == next)
			return true;
	return false;
}

bool mounts_at(const char *list, const char *path)
{
	return any(list, path, '\n');
}

bool mounts_below(const char *list, const char *path)
{
	return any(list, path, '/');
}
