// SPDX-License-Identifier: Apache-2.0
/*
 * While one thread of a program runs, we wait for its next call and for nothing
 * else, which is the cheapest.  Should it end instead, a second thread notices that
 * the wait has become long and interrupts it with a signal.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include "programs.h"

#define NUDGE_NS	50000000L

static int nudge_signal(void)
{
	return SIGRTMIN + 12;
}

static void on_nudge(int sig)
{
	(void)sig;	/* that it came is all: it ends an ioctl() */
}

static void *nudge(void *arg)
{
	struct programs *p = arg;
	const struct timespec nap = { .tv_nsec = NUDGE_NS };
	uint64_t seen = 0;

	while (!p->closing) {
		uint64_t waits = p->waits;

		/* odd: waiting; the same as before: for a whole nap at least */
		if (waits & 1 && waits == seen)
			pthread_kill(p->waiter, nudge_signal());
		seen = waits;
		nanosleep(&nap, NULL);
	}
	return NULL;
}

int nudge_start(struct programs *p)
{
	struct sigaction sa = { .sa_handler = on_nudge };	/* without SA_RESTART */
	sigset_t all, old;
	int err;

	sigaction(nudge_signal(), &sa, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	err = pthread_create(&p->nudger, NULL, nudge, p);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return -err;
}

void nudge_stop(struct programs *p)
{
	p->closing = true;
	pthread_join(p->nudger, NULL);
}

/* Around a wait that shall not be long. */
void nudge_begin(struct programs *p)
{
	p->waiter = pthread_self();
	p->waits++;
}

void nudge_end(struct programs *p)
{
	p->waits++;
}
