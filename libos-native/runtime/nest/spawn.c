// SPDX-License-Identifier: Apache-2.0
/*
 * Starting a program in a node.  Two processes are made: a helper, outside the pid
 * name space, which enters the other ones and prepares all that a child inherits;
 * and the program's own, which is our child, not the helper's, and the only one that
 * takes a number in the node.
 *
 * Helper and program share their descriptors until execve().  So the listener of the
 * filter appears in the helper, which hands it on, and the program need not make any
 * system call between seccomp() and execve().
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "internal.h"

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV	(1UL << 5)
#endif
#ifndef CLONE_PIDFD
#define CLONE_PIDFD	0x00001000
#endif

#define NOT_YET (-65536)

/* Memory that the program's process, its helper and we share. */
struct shared {
	int listener;		/* NOT_YET, a descriptor, or a negative errno */
	int inner;		/* the program's pid in the node */
};

struct program {
	char path[PATH_MAX];
	char **argv, **env;
	const char *directory;
	struct sock_fprog filter;
	struct shared *shared;
};

/* ------------------------------------------------------------ the program's process */

/* The last calls are no function calls: nothing else may happen under the filter. */
static inline long raw_call(long nr, long a, long b, long c)
{
	long ret;

	__asm__ volatile("syscall" : "=a"(ret) : "a"(nr), "D"(a), "S"(b), "d"(c)
			 : "rcx", "r11", "memory");
	return ret;
}

_Noreturn static void run(struct program *p)
{
	const long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER |
			   SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	long got;

	setsid();
	p->shared->inner = getpid();
	got = raw_call(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, (long)&p->filter);
	__atomic_store_n(&p->shared->listener, (int)got, __ATOMIC_RELEASE);
	if (got < 0)
		raw_call(SYS_exit_group, 126, 0, 0);
	got = raw_call(SYS_execve, (long)p->path, (long)p->argv, (long)p->env);
	for (;;)
		raw_call(SYS_exit_group, NEST_EXIT((int)-got), 0, 0);
}

/* ------------------------------------------------------------------------ the helper */

static int look_up(struct program *p, struct nest_reply *r)
{
	const char *name = p->argv[0];
	const char *dirs = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	struct stat st;

	if (strchr(name, '/')) {
		snprintf(p->path, sizeof(p->path), "%s", name);
		return 0;	/* execve() finds out */
	}
	for (char **e = p->env; *e; e++)
		if (!strncmp(*e, "PATH=", 5))
			dirs = *e + 5;
	for (const char *at = dirs, *end; *at; at = end + (*end == ':')) {
		end = strchrnul(at, ':');
		snprintf(p->path, sizeof(p->path), "%.*s%s%s", (int)(end - at), at,
			 end == at ? "./" : "/", name);
		if (!access(p->path, X_OK) && !stat(p->path, &st) && S_ISREG(st.st_mode))
			return 0;
	}
	return refuse(r, ENOENT, "there is no program %s in %s", name, dirs);
}

static void limit(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit now;

	if (getrlimit(what, &now))
		return;
	now.rlim_max = hard < now.rlim_max ? hard : now.rlim_max;
	now.rlim_cur = soft < now.rlim_max ? soft : now.rlim_max;
	setrlimit(what, &now);
}

/* What every program finds, on whatever host and whoever started the simulation. */
static int prepare(struct program *p, struct nest_reply *r)
{
	if (chdir(p->directory))
		return refuse(r, errno, "cannot start %s in %s: %s", p->argv[0], p->directory,
			      strerror(errno));
	if (look_up(p, r))
		return -1;
	setgroups(0, NULL);	/* an ordinary user may not, and keeps them */
	umask(022);
	limit(RLIMIT_NOFILE, 1024, 1024);
	limit(RLIMIT_STACK, 8 << 20, RLIM_INFINITY);
	limit(RLIMIT_CORE, 0, 0);
	setpriority(PRIO_PROCESS, 0, 0);
	personality(ADDR_NO_RANDOMIZE);
	prctl(PR_SET_DUMPABLE, 1);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return refuse(r, errno, "cannot give up privileges: %s", strerror(errno));
	return 0;
}

/* 0, 1, 2, the socket at 3, and nothing else. */
static int arrange(const struct request *q, int answer)
{
	for (int i = 0; i < 3; i++)
		if (q->fds[1 + i] < 0 || dup2(q->fds[1 + i], i) < 0)
			return -1;
	if (dup3(answer, NEST_SOCKET, O_CLOEXEC) < 0)
		return -1;
	return syscall(SYS_close_range, NEST_SOCKET + 1, ~0U, 0);
}

/* The program has one call to make until its filter is there. */
static int await_listener(struct shared *shared, int pidfd)
{
	struct pollfd end = { .fd = pidfd, .events = POLLIN };
	int got;

	for (unsigned tries = 1;; tries++) {
		got = __atomic_load_n(&shared->listener, __ATOMIC_ACQUIRE);
		if (got != NOT_YET)
			return got;
		if (tries < 1000)
			sched_yield();
		else if (poll(&end, 1, 1) > 0 && shared->listener == NOT_YET)
			return -ESRCH;
	}
}

static int start(struct program *p, struct nest_reply *r, int *fds)
{
	struct clone_how how = { .flags = CLONE_PARENT | CLONE_FILES | CLONE_PIDFD };
	int pidfd;
	pid_t pid;

	how.pidfd = (uintptr_t)&pidfd;
	pid = syscall(SYS_clone3, &how, sizeof(how));
	if (!pid)
		run(p);
	if (pid < 0)
		return refuse(r, errno, "no process for %s: %s", p->argv[0], strerror(errno));
	r->pid = pid;
	fds[0] = await_listener(p->shared, pidfd);
	fds[1] = pidfd;
	r->inner = p->shared->inner;
	if (fds[0] >= 0)
		return 0;
	return refuse(r, -fds[0], "cannot install the system call filter of %s: %s%s", p->argv[0],
		      strerror(-fds[0]), fds[0] == -EBUSY ? " (there is one around us)" :
		      fds[0] == -EINVAL ? " (Linux 5.19 is needed)" : "");
}

_Noreturn static void help(struct node *node, struct request *q, struct program *p, int answer)
{
	struct nest_reply r = { .abi = NEST_ABI };
	int fds[2] = { -1, -1 };
	int sock = answer;
	int err;

	if (setns(node->pidfd, node_spaces))
		err = refuse(&r, errno, "cannot enter the node: %s", strerror(errno));
	else if (arrange(q, answer))
		err = refuse(&r, errno, "cannot arrange descriptors: %s", strerror(errno));
	else {
		sock = NEST_SOCKET;
		err = prepare(p, &r);
	}
	if (!err)
		err = start(p, &r, fds);
	channel_send(sock, &r, sizeof(r), fds, err ? 0 : 2);
	_exit(0);
}

/* ---------------------------------------------------------------------------- the nest */

static int check(struct request *q, struct program *p, struct nest_reply *r)
{
	uint32_t argc = q->head.argc;
	uint32_t n = q->head.strings;

	if (!argc || n < argc + 1 || !q->head.filters || q->head.filters > USHRT_MAX)
		return refuse(r, EBADMSG, "a program needs a directory, a name and a filter");
	for (int i = 1; i < NEST_FDS; i++)
		if (q->fds[i] < 0)
			return refuse(r, EBADMSG, "a program needs three descriptors");
	p->argv = calloc(n + 1, sizeof(char *));
	if (!p->argv)
		return refuse(r, ENOMEM, "no memory for a program");
	p->env = p->argv + argc + 1;
	memcpy(p->argv, q->strings + 1, argc * sizeof(char *));
	memcpy(p->env, q->strings + 1 + argc, (n - 1 - argc) * sizeof(char *));
	p->directory = q->strings[0];
	p->filter.len = q->head.filters;
	p->filter.filter = q->filter;
	return 0;
}

static int share(struct program *p, struct nest_reply *r)
{
	static struct shared *page;

	if (!page)
		page = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED) {
		page = NULL;
		return refuse(r, ENOMEM, "no memory for a program");
	}
	page->listener = NOT_YET;
	page->inner = 0;
	p->shared = page;
	return 0;
}

/* Everything that the helper says it says before it ends. */
static int take(int sock, pid_t helper, struct nest_reply *r, int *fds)
{
	struct nest_reply got;

	while (waitpid(helper, NULL, 0) < 0 && errno == EINTR)
		;
	if (channel_receive(sock, &got, sizeof(got), fds, MSG_DONTWAIT) != sizeof(got))
		return refuse(r, EIO, "the process that starts programs has died");
	*r = got;
	return r->error ? -1 : 0;
}

static int start_helper(struct node *node, struct request *q, struct program *p,
			struct nest_reply *r, int *fds)
{
	struct clone_how how = { .exit_signal = SIGCHLD };
	int pair[2], err;
	pid_t helper;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return refuse(r, errno, "no socket for a program: %s", strerror(errno));
	helper = syscall(SYS_clone3, &how, sizeof(how));
	if (!helper)
		help(node, q, p, pair[1]);
	if (helper < 0)
		err = refuse(r, errno, "no process for a program: %s", strerror(errno));
	else
		err = take(pair[0], helper, r, fds);
	close(pair[0]);
	close(pair[1]);
	return err;
}

static void reap(pid_t pid)
{
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
}

int spawn(struct request *q, struct nest_reply *r, int *fds)
{
	struct node *node = node_find(q->head.node, r);
	struct program p = { 0 };
	int err;

	if (!node || check(q, &p, r))
		return -1;
	err = share(&p, r);
	if (!err)
		err = start_helper(node, q, &p, r, fds);
	if (!err && node_add(node, r->pid)) {
		channel_close(fds, NEST_FDS);
		kill(r->pid, SIGKILL);
		err = refuse(r, ENOMEM, "no memory for another program");
	}
	if (err && r->pid > 0)
		reap(r->pid);
	free(p.argv);
	return err;
}
