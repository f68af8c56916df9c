// SPDX-License-Identifier: Apache-2.0
/* Kernel instances. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include "runtime.h"

static void unmap(const struct kernel *k)
{
	munmap((void *)k->base, LK_SLOT_RAM + k->ram_bytes);
}

/* For kernels: memory of the processes of real programs. */
static long copy_memory(long write, long process, const struct iovec *local,
			const struct iovec *remote, unsigned long n)
{
	return write ? process_vm_writev(process, local, n, remote, n, 0) :
		       process_vm_readv(process, local, n, remote, n, 0);
}

static long set_up(struct kernel *k)
{
	const int rw = PROT_READ | PROT_WRITE;
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
	uint64_t ram = k->base + LK_SLOT_RAM;
	long err;

	err = lk_data_map(k->image, k->base);
	if (err)
		return err;
	k->shared = lk_map_fixed(k->base + LK_SLOT_SHARED, PAGE_UP(sizeof(*k->shared)), rw, flags,
				 -1, 0);
	if (!k->shared || !lk_map_fixed(ram, k->ram_bytes, rw, flags, -1, 0))
		return lk_fail(errno, "no room for another kernel: %s", strerror(errno));
	madvise((void *)ram, k->ram_bytes, MADV_NOHUGEPAGE);
	return 0;
}

long lk_kernel_create(long image, long slot, long ram_bytes, long user_base, long user_size,
		      long pool, long seed, long wall_ns, long now, const char *cmdline)
{
	struct kernel *k;
	struct libos_shared *sh;
	long err = lk_signals_install();

	if (err)
		return err;
	if (slot < 0 || slot >= LK_SLOTS)
		return lk_fail(EINVAL, "slot %ld is not within 0..%ld", slot, LK_SLOTS - 1);
	if (ram_bytes < 8L << 20 || ram_bytes > (long)LK_RAM_MAX || ram_bytes % (4L << 20))
		return lk_fail(EINVAL, "a kernel's memory must be 8 to %lu MiB, a multiple of 4 MiB",
			       LK_RAM_MAX >> 20);
	if (strlen(cmdline) >= sizeof(sh->cmdline))
		return lk_fail(EINVAL, "the kernel command line is longer than %zu bytes",
			       sizeof(sh->cmdline) - 1);
	k = calloc(1, sizeof(*k));
	if (!k)
		return lk_fail(ENOMEM, "no memory");
	k->image = (struct image *)image;
	k->slot = slot;
	k->base = LK_SLOT_AREA + slot * LK_SLOT_STRIDE;
	k->ram_bytes = ram_bytes;
	err = set_up(k);
	if (err) {
		if (err != -EEXIST)
			unmap(k);
		free(k);
		return err;
	}
	sh = k->shared;
	sh->abi = LIBOS_ABI;
	sh->ram_base = k->base + LK_SLOT_RAM;
	sh->ram_size = ram_bytes;
	sh->user_base = user_base;
	sh->user_size = user_size;
	sh->pool = pool;
	sh->seed = seed;
	sh->wall_ns = wall_ns;
	sh->now = now;
	sh->deadline = LIBOS_NONE;
	sh->copy = (uint64_t)copy_memory;
	strcpy(sh->cmdline, cmdline);
	return (long)k;
}

long lk_kernel_shared(long kernel)
{
	return (long)((struct kernel *)kernel)->shared;
}

/* A kernel that could not even say what it died of. */
static long abandoned(struct libos_shared *sh)
{
	if (sh->crash.kind == LIBOS_ALIVE)
		sh->crash.kind = LIBOS_OOPS;
	if (!sh->crash.reason[0])
		strcpy(sh->crash.reason, "a fault that the kernel could not report");
	sh->state = LIBOS_DEAD;
	sh->deadline = LIBOS_NONE;
	return LIBOS_DEAD;
}

long lk_kernel_enter(long kernel, long now)
{
	struct kernel *k = (struct kernel *)kernel;
	struct libos_shared *sh = k->shared;
	struct thread *t = lk_thread();
	int state;

	if (!t)
		return -ENOMEM;
	if (sh->state == LIBOS_DEAD)
		return LIBOS_DEAD;
	lk_jobs_begin(k);
	if (sh->now < (uint64_t)now)
		sh->now = now;
	do {
		sh->stalled = 0;
		t->entries++;
		t->running = k;
		state = lk_switch_in(sh, k->base, k->image->entry, &t->abandon_sp);
		t->running = NULL;
		if (k->programs)
			node_take_done(k->programs);
	} while (state >= 0 && lk_jobs_go_on(k, now));
	return state < 0 ? abandoned(sh) : state;
}

void lk_kernel_destroy(long kernel)
{
	struct kernel *k = (struct kernel *)kernel;

	unmap(k);
	free(k->wires);
	free(k->jobs);
	free(k);
}
