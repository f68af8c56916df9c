// SPDX-License-Identifier: Apache-2.0
/*
 * A job that moves a stream of bytes: what a task of the host would do in a loop
 * of send() or recv().
 */
#include <string.h>
#include "runtime.h"

#define NR_SENDTO	44
#define NR_RECVFROM	45
#define MSG_NOSIGNAL_	0x4000

/* In user memory, written by Java; StreamJob.java has the same offsets. */
struct lk_stream {
	struct lk_job job;
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

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

void lk_stream_call(struct libos_call *call, const struct lk_job *job)
{
	const struct lk_stream *s = (const struct lk_stream *)job;
	uint64_t bytes = smaller(s->left, s->chunk);

	if (job->kind == JOB_SEND) {
		call->nr = NR_SENDTO;
		call->args[1] = s->pattern + s->position % s->period;
		call->args[3] = MSG_NOSIGNAL_;
	} else {
		call->nr = NR_RECVFROM;
		call->args[1] = job->buffer;
		call->args[3] = 0;
	}
	call->args[0] = job->fd;
	call->args[2] = bytes;
	call->args[4] = 0;
	call->args[5] = 0;
}

static uint64_t compare(const struct lk_stream *s, uint64_t bytes)
{
	const char *want = (const char *)(s->pattern + s->position % s->period);
	const char *have = (const char *)s->job.buffer;

	if (!memcmp(want, have, bytes))
		return -1;
	for (uint64_t i = 0; ; i++)
		if (want[i] != have[i])
			return s->position + i;
}

bool lk_stream_advance(struct lk_job *job, int64_t result, uint64_t now)
{
	struct lk_stream *s = (struct lk_stream *)job;

	if (result <= 0)
		return false;
	if (job->kind == JOB_RECEIVE)
		s->wrong = compare(s, result);
	s->position += result;
	s->left -= result;
	s->time = now;
	return s->wrong == (uint64_t)-1 && s->left && !s->once &&
	       (job->kind == JOB_RECEIVE || now < s->until);
}
