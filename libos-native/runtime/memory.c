// SPDX-License-Identifier: Apache-2.0
/* Memory that several kernels share, at fixed addresses; and error messages. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "runtime.h"

static __thread char message[256];

const char *lk_error(void)
{
	return message;
}

/* Keeps the sentence; returns -err. */
int lk_fail(int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	return err ? -err : -EINVAL;
}

/* Exactly there and over nothing else, or NULL and errno. */
void *lk_map_fixed(uint64_t at, size_t size, int prot, int flags, int fd, off_t offset)
{
	void *p = mmap((void *)at, size, prot, flags | MAP_FIXED_NOREPLACE, fd, offset);

	if (p == MAP_FAILED)
		return NULL;
	if (p != (void *)at) {	/* before Linux 4.17 the flag is only a hint */
		munmap(p, size);
		errno = EEXIST;
		return NULL;
	}
	return p;
}

/* The first free one of the places in an area. */
static long map_area(uint64_t area, size_t size)
{
	for (long i = 0; i < LK_AREAS; i++) {
		void *p = lk_map_fixed(area + i * LK_AREA_STRIDE, size, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

		if (p)
			return (long)p;
		if (errno != EEXIST)
			break;
	}
	return lk_fail(errno, "cannot reserve %zu MiB of address space: %s", size >> 20,
		       strerror(errno));
}

long lk_user_create(long bytes)
{
	if (bytes <= 0 || bytes >= (long)LK_AREA_STRIDE || bytes % (long)PAGE)
		return lk_fail(EINVAL, "user memory must be a positive number of pages");
	return map_area(LK_USER_AREA, bytes);
}

void lk_user_destroy(long address, long bytes)
{
	munmap((void *)address, bytes);
}

#define POOL_HEAD	PAGE_UP(sizeof(struct libos_pool))
#define POOL_LARGE	((size_t)LIBOS_SMALLS * LIBOS_SMALL)
#define POOL_BYTES	(POOL_HEAD + POOL_LARGE + (size_t)LIBOS_LARGES * LIBOS_LARGE)

long lk_pool_create(void)
{
	long at = map_area(LK_POOL_AREA, POOL_BYTES);
	struct libos_pool *p = (struct libos_pool *)at;

	if (at < 0)
		return at;
	p->memory = at + POOL_HEAD;
	p->n_small = LIBOS_SMALLS;
	p->n_large = LIBOS_LARGES;
	for (uint32_t i = 0; i < LIBOS_SMALLS; i++)
		p->small[i] = (LIBOS_SMALLS - 1 - i) * LIBOS_SMALL;
	for (uint32_t i = 0; i < LIBOS_LARGES; i++)
		p->large[i] = POOL_LARGE + (LIBOS_LARGES - 1 - i) * LIBOS_LARGE;
	return at;
}

void lk_pool_destroy(long pool)
{
	munmap((void *)pool, POOL_BYTES);
}

long lk_layout(long what)
{
	static const long layout[] = {
		sizeof(struct libos_shared), offsetof(struct libos_shared, now),
		offsetof(struct libos_shared, call), offsetof(struct libos_shared, done),
		offsetof(struct libos_shared, rx), offsetof(struct libos_shared, tx),
		offsetof(struct libos_shared, crash), offsetof(struct libos_shared, log),
		sizeof(struct libos_call), sizeof(struct libos_done), sizeof(struct libos_frame),
		offsetof(struct libos_crash, reason), POOL_HEAD,
		offsetof(struct libos_pool, small), offsetof(struct libos_pool, large),
		POOL_BYTES - POOL_HEAD, POOL_LARGE, sizeof(struct step),
	};

	return what >= 0 && what < (long)(sizeof(layout) / sizeof(*layout)) ? layout[what] : -1;
}
