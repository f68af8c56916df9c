// SPDX-License-Identifier: Apache-2.0
/* Sentences. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

int refuse(struct nest_reply *r, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->text, sizeof(r->text), fmt, ap);
	va_end(ap);
	r->error = err ? err : EINVAL;
	return -1;
}

void note(struct nest_reply *r, const char *fmt, ...)
{
	size_t used = strlen(r->text);
	va_list ap;

	if (used && used + 2 < sizeof(r->text)) {
		strcpy(r->text + used, "; ");
		used += 2;
	}
	va_start(ap, fmt);
	vsnprintf(r->text + used, sizeof(r->text) - used, fmt, ap);
	va_end(ap);
}

/* A number in a file of /proc/sys, or -1. */
static long setting(const char *path)
{
	char text[32];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return -1;
	text[n] = 0;
	return strtol(text, NULL, 10);
}

/* What an administrator can change, most likely first. */
static const char *remedy(int err)
{
	if (!setting("/proc/sys/user/max_user_namespaces"))
		return "user.max_user_namespaces is 0; "
		       "'sysctl -w user.max_user_namespaces=10000' allows them";
	if (geteuid() && !setting("/proc/sys/kernel/unprivileged_userns_clone"))
		return "ordinary users must not make user name spaces; "
		       "'sysctl -w kernel.unprivileged_userns_clone=1' allows it";
	if (geteuid() && setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1)
		return "AppArmor restricts user name spaces of ordinary users; "
		       "'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0', or a profile "
		       "with 'userns,' for lockstep-nest, allows them";
	if (err == ENOSPC || err == EUSERS)
		return "there are too many already; see user.max_*_namespaces of sysctl";
	if (err == EINVAL || err == ENOSYS)
		return "this kernel is built without user, pid, network, UTS or IPC name spaces, "
		       "or older than Linux 5.19";
	if (err == EPERM || err == EACCES)
		return "something forbids them; in a container its seccomp and AppArmor profiles "
		       "must allow unshare, mount and pivot_root, and /proc must not be masked";
	return "the host ran out of something";
}

int refuse_spaces(struct nest_reply *r, int err, const char *what)
{
	return refuse(r, err, "%s: %s (%s)", what, strerror(err), remedy(err));
}
