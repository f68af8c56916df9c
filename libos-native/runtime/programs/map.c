// SPDX-License-Identifier: Apache-2.0
/*
 * Mapping memory of the LibOS: packet rings.  The pages of the ring move into an
 * anonymous file, which takes their place in the kernel's RAM; the program finds
 * that file at the number of its socket and maps it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define MAX_AREAS	(SCRATCH / 2 / sizeof(struct libos_area))

struct shared_ring {
	struct libos_area *areas;
	long n;
	uint64_t size;
	int fd;
	uint64_t inode;
	struct shared_ring *next;
};

static struct libos_area *scratch_areas(struct node *n)
{
	return (struct libos_area *)(n->all->scratch + SCRATCH / 2);
}

/* As long as a program has mapped them, the kernel must not use them for anything else. */
static void hold(struct node *n, const struct shared_ring *r, bool on)
{
	memcpy(scratch_areas(n), r->areas, r->n * sizeof(*r->areas));
	keeper_call(n, LIBOS_NR_HOLD_AREAS, (uint64_t)scratch_areas(n), r->n, on, 0);
}

static int share(struct shared_ring *r)
{
	const int rw = PROT_READ | PROT_WRITE;
	struct stat st;
	uint64_t at = 0;

	r->fd = memfd_create("packet-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (r->fd < 0 || ftruncate(r->fd, r->size) || fstat(r->fd, &st) ||
	    fcntl(r->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
		return -1;
	r->inode = st.st_ino;
	for (long i = 0; i < r->n; at += r->areas[i++].size) {
		void *p = (void *)r->areas[i].address;
		size_t size = r->areas[i].size;

		if (pwrite(r->fd, p, size, at) != (ssize_t)size ||
		    mmap(p, size, rw, MAP_SHARED | MAP_FIXED, r->fd, at) == MAP_FAILED)
			return -1;
	}
	return 0;
}

/* The same memory again, but only the kernel's. */
static void unshare_ring(struct node *n, struct shared_ring *r)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
	uint64_t at = 0;

	for (long i = 0; i < r->n; at += r->areas[i++].size) {
		void *p = (void *)r->areas[i].address;

		if (mmap(p, r->areas[i].size, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED ||
		    pread(r->fd, p, r->areas[i].size, at) != (ssize_t)r->areas[i].size)
			return;		/* then nobody may ever use it again */
	}
	hold(n, r, false);
}

static void ring_free(struct shared_ring *r)
{
	if (r->fd >= 0)
		close(r->fd);
	free(r->areas);
	free(r);
}

/* The file that the ring is in; again the same if it is mapped again. */
static int ring_file(struct node *n, const struct libos_area *areas, long count, uint64_t size)
{
	struct shared_ring *r;

	for (r = n->rings; r; r = r->next)
		if (r->areas[0].address == areas[0].address && r->size == size)
			return r->fd;
	r = calloc(1, sizeof(*r));
	if (!r)
		return -1;
	r->areas = calloc(count, sizeof(*areas));
	if (!r->areas) {
		free(r);
		return -1;
	}
	memcpy(r->areas, areas, count * sizeof(*areas));
	r->n = count;
	r->size = size;
	hold(n, r, true);
	if (share(r)) {
		if (r->fd >= 0)
			unshare_ring(n, r);
		ring_free(r);
		return -1;
	}
	r->next = n->rings;
	n->rings = r;
	return r->fd;
}

static bool has_mapped(struct process *p, uint64_t inode)
{
	char path[64], line[512];
	unsigned long its;
	bool has = false;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", p->pid);
	maps = fopen(path, "re");
	while (maps && !has && fgets(line, sizeof(line), maps))
		has = sscanf(line, "%*s %*s %*s %*s %lu", &its) == 1 && its == inode &&
		      strstr(line, "packet-ring");
	if (maps)
		fclose(maps);
	return has;
}

/* A process has ended or executes another program: what only it had mapped is free. */
void rings_sweep(struct node *n)
{
	struct shared_ring **at = &n->rings;

	while (*at) {
		struct shared_ring *r = *at;
		struct process *p = n->processes;

		while (p && (p->dead || !has_mapped(p, r->inode)))
			p = p->next;
		if (p) {
			at = &r->next;
			continue;
		}
		*at = r->next;
		unshare_ring(n, r);
		ring_free(r);
	}
}

void rings_free(struct node *n)
{
	while (n->rings) {
		struct shared_ring *r = n->rings;

		n->rings = r->next;
		ring_free(r);
	}
}

/* Only shared mappings of files are trapped (filter.c). */
void call_mmap(struct tracee *t)
{
	struct node *n = t->p->node;
	struct libos_area *areas = scratch_areas(n);
	struct seccomp_notif_addfd a = {
		.id = t->call.id, .flags = SECCOMP_ADDFD_FLAG_SETFD, .newfd = A(t, 4),
		.newfd_flags = O_CLOEXEC,
	};
	uint64_t size = 0;
	long count;
	int fd;

	if (!fd_is_libos(t, A(t, 4))) {
		if (A(t, 2) & PROT_WRITE)
			file_written(t, A(t, 4));
		return reply_host(t);
	}
	count = mirror_call(t, LIBOS_NR_PACKET_RINGS, A(t, 4), (uint64_t)areas, MAX_AREAS, 0);
	if (count < 0)
		return reply(t, count);
	for (long i = 0; i < count; i++)
		size += areas[i].size;
	if (A(t, 5) || A(t, 1) != size)
		return reply(t, -EINVAL);
	fd = ring_file(n, areas, count, size);
	if (fd < 0)
		return reply(t, -ENOMEM);
	a.srcfd = fd;
	while (ioctl(t->p->program->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &a) < 0)
		if (errno != EINTR)
			return reply(t, -ENOMEM);
	reply_host(t);
}
