// SPDX-License-Identifier: Apache-2.0
/*
 * Processes and threads that do random things to each other: chaos ROUNDS SEED.  Prints
 * a hash of what they saw, which is the same for the same seed.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>
#include "pool.h"

#define STEPS	25
#define CHILDREN 6

static uint64_t *sum;		/* shared; of all processes, in any order */
static int word;
static pid_t child[CHILDREN];
static int n_children, depth;

static void saw(int what, long result)
{
	uint64_t h = (uint64_t)what * 0x9e3779b97f4a7c15 ^ (uint64_t)result * 0xbf58476d1ce4e5b9;

	__atomic_add_fetch(sum, h ^ h >> 29, __ATOMIC_RELAXED);
}

static void on_signal(int sig)
{
	saw(1000, sig);
}

static void nap(void)
{
	struct timespec ts = { 0, rnd() % 3000000 };

	saw(1, nanosleep(&ts, NULL));
}

static void *thread(void *arg)
{
	struct timespec ts = { 0, (long)arg % 2000000 };

	syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &ts, NULL, 0);
	if ((long)arg % 7 == 0)
		pthread_exit(NULL);
	nanosleep(&ts, NULL);
	return NULL;
}

static void some_threads(void)
{
	pthread_t id[4];
	int n = 1 + rnd() % 4;

	for (int i = 0; i < n; i++)
		if (pthread_create(&id[i], NULL, thread, (void *)(rnd() % 10000000)))
			n = i;
	saw(2, syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, rnd() % 3, NULL, NULL, 0) >= 0);
	for (int i = 0; i < n; i++)
		saw(3, pthread_join(id[i], NULL));
}

static void run(uint64_t which);

static void a_child(void)
{
	pid_t pid;

	if (n_children == CHILDREN || depth > 2)
		return;
	uint64_t which = rnd();
	bool detached = rnd() % 4 == 0;

	pid = fork();
	if (!pid) {
		depth++;
		n_children = 0;
		if (detached)
			setsid();
		run(which);
	}
	if (pid > 0)
		child[n_children++] = pid;
}

static void a_program(void)
{
	static char *const fine[] = { "true", NULL };
	static char *const shell[] = { "sh", "-c", "kill -9 $$", NULL };
	static char *const sleeper[] = { "sleep", "0.001", NULL };
	static char *const *argv;
	int status = 0;
	pid_t pid;

	argv = rnd() % 3 ? fine : rnd() % 2 ? shell : sleeper;
	pid = vfork();
	if (!pid) {
		execvp(argv[0], argv);
		_exit(9);
	}
	saw(4, waitpid(pid, &status, 0) == pid);
	saw(5, status);
}

static void a_signal(void)
{
	static const int signals[] = { SIGTERM, SIGKILL, SIGSTOP, SIGCONT, SIGUSR1, SIGUSR2, SIGCHLD };
	int sig = signals[rnd() % COUNT(signals)];

	if (n_children)
		saw(6, kill(child[rnd() % n_children], sig));
}

static void reap(void)
{
	static const int options[] = { WNOHANG, WNOHANG | WUNTRACED, WNOHANG | WCONTINUED };
	int status = 0, i = n_children ? rnd() % n_children : 0;
	pid_t pid = n_children ? child[i] : -1;

	if (waitpid(rnd() % 2 ? -1 : pid, &status, options[rnd() % COUNT(options)]) > 0)
		saw(7, status);
}

static void through_a_pipe(void)
{
	int p[2];
	char c[64] = "";

	if (pipe(p))
		return;
	saw(8, write(p[1], c, rnd() % 64));
	close(p[rnd() % 2]);
	signal(SIGPIPE, SIG_IGN);
	saw(9, write(p[1], c, 1) + 10 * read(p[0], c, sizeof(c)));
	close(p[0]);
	close(p[1]);
}

static void wait_for_signal(void)
{
	struct itimerval soon = { { 0, 0 }, { 0, 1 + rnd() % 3000 } };
	sigset_t none, alarms;

	sigemptyset(&none);
	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	sigprocmask(SIG_BLOCK, &alarms, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	saw(10, sigsuspend(&none));
	sigprocmask(SIG_UNBLOCK, &alarms, NULL);
}

static void run(uint64_t which)
{
	static void (*const acts[])(void) = { nap, some_threads, a_child, a_child, a_program, a_signal,
					      reap, through_a_pipe, wait_for_signal };
	struct sigaction sa = { .sa_handler = on_signal };

	seed = which;
	sa.sa_flags = rnd() % 2 ? SA_RESTART : 0;
	sigaction(SIGUSR1, &sa, NULL);
	sigaction(SIGALRM, &sa, NULL);
	sigaction(SIGCHLD, &sa, NULL);
	for (int i = 0; i < STEPS; i++)
		acts[rnd() % COUNT(acts)]();
	for (int i = 0; i < n_children; i++)
		kill(child[i], rnd() % 2 ? SIGKILL : SIGCONT);
	for (int i = 0; i < n_children; i++)
		kill(child[i], SIGKILL);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
	_exit(rnd() % 3);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 5;
	uint64_t which = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;

	sum = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < rounds; i++) {
		int status;
		pid_t pid = fork();

		if (!pid)
			run(which + i);
		while (waitpid(pid, &status, 0) < 0)
			;
		saw(11, status);
	}
	printf("%d rounds, hash %016lx\n", rounds, *sum);
	return 0;
}
