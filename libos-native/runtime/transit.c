// SPDX-License-Identifier: Apache-2.0
/* Frames that pass from kernel to kernel without anyone else having a say. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "runtime.h"

#define MAX_DEVICES	4096

long lk_kernel_wire(long kernel, long device, long number, long peer, long peer_device,
		    long delay)
{
	struct kernel *k = (struct kernel *)kernel;

	if (device < 0 || device >= MAX_DEVICES || delay < 0)
		return lk_fail(EINVAL, "no such netdev");
	if ((uint32_t)device >= k->n_wires) {
		uint32_t n = device < 4 ? 4 : 2 * device;
		struct wire *w = realloc(k->wires, n * sizeof(*w));

		if (!w)
			return lk_fail(ENOMEM, "no memory");
		memset(w + k->n_wires, 0, (n - k->n_wires) * sizeof(*w));
		k->wires = w;
		k->n_wires = n;
	}
	k->wires[device] = (struct wire) {
		.peer = (struct kernel *)peer,
		.number = number,
		.device = peer_device,
		.delay = delay,
	};
	return 0;
}

/* The wire that the kernel's only frame takes, if it is all that there is. */
static const struct wire *only_frame(const struct kernel *k)
{
	const struct libos_shared *sh = k->shared;
	const struct wire *w;

	if (sh->n_tx != 1 || sh->n_done || sh->n_call || sh->stalled || sh->state != LIBOS_READY ||
	    sh->tx[0].device >= k->n_wires)
		return NULL;
	w = &k->wires[sh->tx[0].device];
	if (!w->peer || w->peer->shared->state != LIBOS_READY || w->peer->shared->n_rx ||
	    w->peer->shared->n_call || (k->programs && !node_waits(k->programs)))
		return NULL;
	return w;
}

long lk_kernel_run(long kernel, long now, long horizon, long trail, long steps)
{
	struct kernel *k = (struct kernel *)kernel;
	struct step *s = (struct step *)trail;
	uint64_t limit = horizon;
	long n = 0;

	lk_kernel_enter(kernel, now);
	while (n < steps) {
		struct libos_shared *sh = k->shared;
		const struct wire *w = only_frame(k);
		uint64_t sent, arrival;

		if (!w)
			break;
		if (sh->deadline < limit)
			limit = sh->deadline;
		sent = sh->tx[0].time > (uint64_t)now ? sh->tx[0].time : (uint64_t)now;
		arrival = sent + w->delay;
		if (arrival >= limit)
			break;
		*s++ = (struct step) {
			.sent = sent,
			.arrival = arrival,
			.wire = w->number,
			.length = sh->tx[0].length,
			.buffer = sh->tx[0].buffer,
		};
		n++;
		sh->n_tx = 0;
		w->peer->shared->rx[0] = (struct libos_frame) {
			.device = w->device,
			.length = s[-1].length,
			.buffer = s[-1].buffer,
		};
		w->peer->shared->n_rx = 1;
		k = w->peer;
		now = arrival;
		lk_kernel_enter((long)k, now);
	}
	return n;
}
