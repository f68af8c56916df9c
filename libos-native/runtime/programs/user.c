// SPDX-License-Identifier: Apache-2.0
/* The memory of programs, and what the host tells of them. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include "programs.h"

long user_read(struct process *p, unsigned long from, void *to, size_t n)
{
	struct iovec l = { to, n }, r = { (void *)from, n };

	return process_vm_readv(p->pid, &l, 1, &r, 1, 0);
}

long user_write(struct process *p, unsigned long to, const void *from, size_t n)
{
	struct iovec l = { (void *)from, n }, r = { (void *)to, n };

	return process_vm_writev(p->pid, &l, 1, &r, 1, 0);
}

/* A string of less than n bytes. */
bool user_string(struct process *p, unsigned long from, char *to, size_t n)
{
	size_t k, done;

	for (done = 0; done < n - 1; done += k, from += k) {
		k = PAGE - from % PAGE;
		if (k > 256)
			k = 256;
		if (k > n - 1 - done)
			k = n - 1 - done;
		if (user_read(p, from, to + done, k) != (long)k)
			return false;
		if (memchr(to + done, 0, k))
			return true;
	}
	return false;
}

/* /proc/TID/status: its length, or 0 if the thread is gone. */
int host_status(pid_t tid, char *buf, size_t size)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/status", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, buf, size - 1);
	close(fd);
	buf[n > 0 ? n : 0] = 0;
	return n > 0 ? n : 0;
}

/* How a thread is called in its own pid name space. */
int host_nspid(pid_t tid)
{
	char buf[4096], *s, *end;

	if (!host_status(tid, buf, sizeof(buf)))
		return -1;
	s = strstr(buf, "NSpid:");
	if (!s)
		return -1;
	end = strchr(s, '\n');
	if (end)
		*end = 0;
	s = strrchr(s, '\t');
	return s ? atoi(s) : -1;
}
