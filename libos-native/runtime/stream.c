// SPDX-License-Identifier: Apache-2.0
/*
 * Chains of calls that move a stream of bytes: what a task of the host would do
 * in a loop of send() or recv(), without coming back to Java for each call.
 * Every call goes through the kernel's own table; only the loop is here.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "runtime.h"

#define NR_SENDTO	44
#define NR_RECVFROM	45
#define MSG_NOSIGNAL_	0x4000

/* Rounds at one virtual time, after which whoever entered has a say in each. */
#define MAX_ROUNDS	100000

/* In user memory, written by Java; StreamJob.java has the same offsets. */
struct lk_stream {
	uint64_t kind;		/* enum kind */
	uint64_t fd;
	uint64_t buffer;	/* of what is received */
	uint64_t pattern;	/* what is sent: period + chunk bytes of it */
	uint64_t period;
	uint64_t chunk;		/* bytes of one call at most */
	uint64_t position;	/* in the stream: bytes so far */
	uint64_t left;		/* bytes that this job may still move */
	uint64_t until;		/* no call is begun at this time or later; sending only */
	uint64_t time;		/* of the last bytes */
	uint64_t wrong;		/* position of a byte that differs, or -1 */
	uint64_t once;		/* one call, then the result */
};

enum kind { STREAM_SEND = 1, STREAM_RECEIVE = 2 };

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static void make_call(struct libos_call *call, const struct lk_stream *s)
{
	uint64_t bytes = smaller(s->left, s->chunk);

	if (s->kind == STREAM_SEND) {
		call->nr = NR_SENDTO;
		call->args[1] = s->pattern + s->position % s->period;
		call->args[3] = MSG_NOSIGNAL_;
	} else {
		call->nr = NR_RECVFROM;
		call->args[1] = s->buffer;
		call->args[3] = 0;
	}
	call->args[0] = s->fd;
	call->args[2] = bytes;
	call->args[4] = 0;
	call->args[5] = 0;
	call->process = 0;
}

static bool remember(struct kernel *k, uint32_t task, struct lk_stream *s)
{
	if (task >= k->n_streams) {
		uint32_t n = task < 8 ? 16 : 2 * task;
		struct lk_stream **streams = realloc(k->streams, n * sizeof(*streams));

		if (!streams)
			return false;
		memset(streams + k->n_streams, 0, (n - k->n_streams) * sizeof(*streams));
		k->streams = streams;
		k->n_streams = n;
	}
	k->streams[task] = s;
	return true;
}

void lk_streams_begin(struct kernel *k)
{
	struct libos_shared *sh = k->shared;

	for (uint32_t i = 0; i < sh->n_call; i++) {
		struct libos_call *call = &sh->call[i];
		struct lk_stream *s;

		if (call->nr != LK_NR_STREAM)
			continue;
		s = (struct lk_stream *)call->args[0];
		/* Without memory for it the job is what its first call does. */
		remember(k, call->task, s);
		make_call(call, s);
	}
}

static uint64_t compare(const struct lk_stream *s, uint64_t bytes)
{
	const char *want = (const char *)(s->pattern + s->position % s->period);
	const char *have = (const char *)s->buffer;

	if (!memcmp(want, have, bytes))
		return -1;
	for (uint64_t i = 0; ; i++)
		if (want[i] != have[i])
			return s->position + i;
}

/* Account for a result; whether the job goes on. */
static bool advance(struct lk_stream *s, int64_t result, uint64_t now)
{
	if (result <= 0)
		return false;
	if (s->kind == STREAM_RECEIVE)
		s->wrong = compare(s, result);
	s->position += result;
	s->left -= result;
	s->time = now;
	return s->wrong == (uint64_t)-1 && s->left && !s->once &&
	       (s->kind == STREAM_RECEIVE || now < s->until);
}

bool lk_streams_go_on(struct kernel *k, uint64_t now)
{
	struct libos_shared *sh = k->shared;
	uint32_t kept = 0, posted = 0;

	if (!k->n_streams || sh->state != LIBOS_READY)
		return false;
	if (k->stream_now != now) {
		k->stream_now = now;
		k->stream_rounds = 0;
	}
	k->stream_rounds++;
	for (uint32_t i = 0; i < sh->n_done; i++) {
		struct libos_done *done = &sh->done[i];
		struct lk_stream *s = done->kind == LIBOS_RETURNED && done->task < k->n_streams ?
				      k->streams[done->task] : NULL;

		if (s && advance(s, done->result, now) && sh->n_call < LIBOS_BATCH &&
		    k->stream_rounds < MAX_ROUNDS) {
			struct libos_call *call = &sh->call[sh->n_call++];

			call->task = done->task;
			make_call(call, s);
			posted++;
			continue;
		}
		if (s)
			k->streams[done->task] = NULL;
		if (kept != i)
			sh->done[kept] = *done;
		kept++;
	}
	sh->n_done = kept;
	/* With a full batch the host has to empty it first. */
	return posted && !sh->stalled;
}
