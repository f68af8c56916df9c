// SPDX-License-Identifier: Apache-2.0
/*
 * The first process of a node: builds the tree, inherits orphans, and does what
 * needs to be done from within.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "internal.h"

#define LAST_PID "/proc/sys/kernel/ns_last_pid"

/* A kernel without checkpoints cannot be told which number is next. */
static int use_up_pids(struct nest_reply *r)
{
	pid_t pid;

	do {
		pid = vfork();
		if (!pid)
			_exit(0);
		if (pid < 0)
			return refuse(r, errno, "no process: %s", strerror(errno));
		waitpid(pid, NULL, 0);
	} while (pid < NEST_FIRST_PID - 1);
	return 0;
}

static int set_first_pid(struct nest_reply *r)
{
	char text[16];
	int n = snprintf(text, sizeof(text), "%d", NEST_FIRST_PID - 1);
	int fd = open(LAST_PID, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, text, n) == n;

	if (fd >= 0)
		close(fd);
	return done ? 0 : use_up_pids(r);
}

/* What a program could do to the host through /proc if it is root there, too. */
static int protect_proc(struct nest_reply *r)
{
	static const char *const paths[] = { "/proc/sys", "/proc/sysrq-trigger", "/proc/irq",
					     "/proc/bus", "/proc/fs" };
	struct mount_how read_only = { .set = 1 };

	for (size_t i = 0; i < COUNT(paths); i++) {
		int fd = syscall(SYS_open_tree, AT_FDCWD, paths[i], 1 /* OPEN_TREE_CLONE */);
		bool done;

		if (fd < 0 && errno == ENOENT)
			continue;
		done = fd >= 0 &&
		       !syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH, &read_only,
				sizeof(read_only)) &&
		       !syscall(SYS_move_mount, fd, "", AT_FDCWD, paths[i],
				4 /* MOVE_MOUNT_F_EMPTY_PATH */);
		if (!done)
			return refuse(r, errno, "cannot protect %s: %s", paths[i], strerror(errno));
		close(fd);
	}
	return 0;
}

static int build(struct request *q, struct nest_reply *r)
{
	const char *name = q->strings[0];

	umask(0);
	if (tree_build(q, r))
		return -1;
	if (sethostname(name, strlen(name)))
		return refuse(r, errno, "cannot set the host name %s: %s", name, strerror(errno));
	return set_first_pid(r) ? -1 : protect_proc(r);
}

static int reap(pid_t pid, struct nest_reply *r)
{
	pid_t got;

	if (!pid) {
		while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
			r->status++;
		return 0;
	}
	got = waitpid(pid, &r->status, WNOHANG | __WALL);
	if (!got)
		return refuse(r, EAGAIN, "process %d of the node still runs", pid);
	if (got < 0)
		return refuse(r, ECHILD, "process %d of the node has another parent", pid);
	return 0;
}

static void serve(void)
{
	struct request q;
	struct nest_reply r;
	int err = 0;

	while (!err && request_receive(NEST_SOCKET, &q, &r)) {
		if (!r.error && q.head.op == NEST_PUT)
			tree_put(&q, &r);
		else if (!r.error && q.head.op == NEST_WAIT)
			reap(q.head.pid, &r);
		request_close(&q);
		err = channel_send(NEST_SOCKET, &r, sizeof(r), NULL, 0);
	}
}

static int keep_only(int control)
{
	if (control != NEST_SOCKET && dup3(control, NEST_SOCKET, O_CLOEXEC) < 0)
		return -1;
	return syscall(SYS_close_range, NEST_SOCKET + 1, ~0U, 0);
}

_Noreturn void init_run(struct request *q, int control)
{
	struct nest_reply r;
	struct request go;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "init");
	if (keep_only(control) || !request_receive(NEST_SOCKET, &go, &r))
		_exit(1);	/* not before users are mapped */
	setsid();
	build(q, &r);
	if (channel_send(NEST_SOCKET, &r, sizeof(r), NULL, 0))
		_exit(1);
	serve();
	_exit(0);
}
