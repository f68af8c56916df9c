// SPDX-License-Identifier: Apache-2.0
/*
 * Chains of calls, so that a task that does the same again and again need not
 * come back to Java for each call.  Every call goes through the kernel's own
 * table; only the loops are here, and in stream.c and datagrams.c.
 */
#include <stdlib.h>
#include <string.h>
#include "runtime.h"

/* Rounds at one virtual time, after which whoever entered has a say in each. */
#define MAX_ROUNDS	100000

static void make_call(struct libos_call *call, const struct lk_job *job)
{
	call->process = 0;
	if (job->kind == JOB_DATAGRAMS)
		lk_datagrams_call(call, job);
	else
		lk_stream_call(call, job);
}

/* Account for a result; whether the job goes on. */
static bool advance(struct lk_job *job, int64_t result, uint64_t now)
{
	return job->kind == JOB_DATAGRAMS ? lk_datagrams_advance(job, result, now) :
					    lk_stream_advance(job, result, now);
}

static bool remember(struct kernel *k, uint32_t task, struct lk_job *job)
{
	if (task >= k->n_jobs) {
		uint32_t n = task < 8 ? 16 : 2 * task;
		struct lk_job **jobs = realloc(k->jobs, n * sizeof(*jobs));

		if (!jobs)
			return false;
		memset(jobs + k->n_jobs, 0, (n - k->n_jobs) * sizeof(*jobs));
		k->jobs = jobs;
		k->n_jobs = n;
	}
	k->jobs[task] = job;
	return true;
}

void lk_jobs_begin(struct kernel *k)
{
	struct libos_shared *sh = k->shared;

	for (uint32_t i = 0; i < sh->n_call; i++) {
		struct libos_call *call = &sh->call[i];
		struct lk_job *job;

		if (call->nr != LK_NR_JOB)
			continue;
		job = (struct lk_job *)call->args[0];
		/* Without memory for it the job is what its first call does. */
		remember(k, call->task, job);
		make_call(call, job);
	}
}

bool lk_jobs_go_on(struct kernel *k, uint64_t now)
{
	struct libos_shared *sh = k->shared;
	uint32_t kept = 0, posted = 0;

	if (!k->n_jobs || sh->state != LIBOS_READY)
		return false;
	if (k->job_now != now) {
		k->job_now = now;
		k->job_rounds = 0;
	}
	k->job_rounds++;
	for (uint32_t i = 0; i < sh->n_done; i++) {
		struct libos_done *done = &sh->done[i];
		struct lk_job *job = done->kind == LIBOS_RETURNED && done->task < k->n_jobs ?
				      k->jobs[done->task] : NULL;

		if (job && advance(job, done->result, now) && sh->n_call < LIBOS_BATCH &&
		    k->job_rounds < MAX_ROUNDS) {
			struct libos_call *call = &sh->call[sh->n_call++];

			call->task = done->task;
			make_call(call, job);
			posted++;
			continue;
		}
		if (job)
			k->jobs[done->task] = NULL;
		if (kept != i)
			sh->done[kept] = *done;
		kept++;
	}
	sh->n_done = kept;
	/* With a full batch the host has to empty it first. */
	return posted && !sh->stalled;
}
