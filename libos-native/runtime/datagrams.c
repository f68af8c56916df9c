// SPDX-License-Identifier: Apache-2.0
/*
 * A job that receives datagrams of flows: what a task of the host would do in a
 * loop of recv().  It keeps what their headers say and when they came, for Java
 * to read when somebody asks, or when there is no more room.
 */
#include "runtime.h"

#define NR_RECVFROM	45
#define HEADER		16	/* sender, number, time of sending: DatagramLane.java */

struct record {
	uint32_t sender;
	uint32_t number;
	uint64_t sent;
	uint64_t arrived;
	uint32_t length;
	uint32_t reserved;
};

/* In user memory, written by Java; DatagramJob.java has the same offsets. */
struct lk_datagrams {
	struct lk_job job;
	uint64_t size;		/* of the buffer */
	uint64_t sent;		/* array of uint32_t, by sender: its datagrams so far */
	uint64_t senders;
	uint64_t records;	/* array of struct record */
	uint64_t room;		/* in it */
	uint64_t count;
	uint64_t ipv4;		/* an IPv4 header comes first */
	uint64_t once;		/* one call, then the result */
};

void lk_datagrams_call(struct libos_call *call, const struct lk_job *job)
{
	call->nr = NR_RECVFROM;
	call->args[0] = job->fd;
	call->args[1] = job->buffer;
	call->args[2] = ((const struct lk_datagrams *)job)->size;
	call->args[3] = 0;
	call->args[4] = 0;
	call->args[5] = 0;
}

static uint32_t big32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

/* Keep what a datagram says, if it is one of those that were sent. */
static void keep(struct lk_datagrams *d, const uint8_t *p, int64_t length, uint64_t now)
{
	const uint32_t *sent = (const uint32_t *)d->sent;
	uint32_t sender, number;

	if (d->ipv4 && length > 0) {
		length -= (*p & 0xf) * 4;
		p += (*p & 0xf) * 4;
	}
	if (length < HEADER)
		return;
	sender = big32(p);
	number = big32(p + 4);
	if (sender >= d->senders || number >= sent[sender])
		return;
	((struct record *)d->records)[d->count++] = (struct record) {
		.sender = sender,
		.number = number,
		.sent = (uint64_t)big32(p + 8) << 32 | big32(p + 12),
		.arrived = now,
		.length = length,
	};
}

bool lk_datagrams_advance(struct lk_job *job, int64_t result, uint64_t now)
{
	struct lk_datagrams *d = (struct lk_datagrams *)job;

	if (result <= 0)
		return false;
	keep(d, (const uint8_t *)job->buffer, result, now);
	return d->count < d->room && !d->once;
}
