// SPDX-License-Identifier: Apache-2.0
/*
 * Mapping memory of the LibOS: packet rings.  The pages of the ring move into an
 * anonymous file, which takes their place in the kernel's RAM; the program finds
 * that file at the number of its socket and maps it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define MAX_AREAS	(SCRATCH / 2 / sizeof(struct libos_area))

struct shared_ring {
	uint64_t address;	/* of its first area */
	uint64_t size;
	int fd;
	struct shared_ring *next;
};

static int share(const struct libos_area *areas, long n, uint64_t size)
{
	int fd = memfd_create("packet-ring", MFD_CLOEXEC);
	uint64_t at = 0;

	if (fd < 0 || ftruncate(fd, size))
		goto fail;
	for (long i = 0; i < n; at += areas[i++].size) {
		void *p = (void *)areas[i].address;

		if (pwrite(fd, p, areas[i].size, at) != (ssize_t)areas[i].size ||
		    mmap(p, areas[i].size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd,
			 at) == MAP_FAILED)
			goto fail;
	}
	return fd;
fail:
	if (fd >= 0)
		close(fd);
	return -1;
}

/* The file that the ring is in; again the same if it is mapped again. */
static int ring_file(struct node *n, const struct libos_area *areas, long count, uint64_t size)
{
	struct shared_ring *r;

	for (r = n->rings; r; r = r->next)
		if (r->address == areas[0].address && r->size == size)
			return r->fd;
	r = calloc(1, sizeof(*r));
	r->address = areas[0].address;
	r->size = size;
	r->fd = share(areas, count, size);
	r->next = n->rings;
	n->rings = r;
	return r->fd;
}

void rings_free(struct node *n)
{
	while (n->rings) {
		struct shared_ring *r = n->rings;

		n->rings = r->next;
		close(r->fd);
		free(r);
	}
}

/* Only shared mappings of files are trapped (filter.c). */
void call_mmap(struct tracee *t)
{
	struct node *n = t->p->node;
	struct libos_area *areas = (struct libos_area *)(n->all->scratch + SCRATCH / 2);
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
