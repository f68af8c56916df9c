// SPDX-License-Identifier: Apache-2.0
/*
 * The first process of a node: builds the tree, inherits orphans, and does what
 * needs to be done from within.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
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

static int protect(const char *path, struct nest_reply *r)
{
	struct mount_how read_only = { .set = 1 };
	int fd = syscall(SYS_open_tree, AT_FDCWD, path, 1 /* OPEN_TREE_CLONE */);
	bool done = fd >= 0 &&
		    !syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH, &read_only,
			     sizeof(read_only)) &&
		    !syscall(SYS_move_mount, fd, "", AT_FDCWD, path,
			     4 /* MOVE_MOUNT_F_EMPTY_PATH */);

	if (!done)
		return refuse(r, errno, "cannot protect %s: %s", path, strerror(errno));
	return close(fd);
}

/*
 * What a program could do to the host through /proc if it is root there, too: all
 * that can be written there and belongs to no process.
 */
static int protect_proc(struct nest_reply *r)
{
	DIR *in = opendir("/proc");
	struct dirent *e;
	struct stat st;
	char path[300];
	int err = 0;

	while (in && !err && (e = readdir(in))) {
		snprintf(path, sizeof(path), "/proc/%s", e->d_name);
		if (e->d_name[0] == '.' || isdigit(e->d_name[0]) || lstat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode) || (S_ISREG(st.st_mode) && st.st_mode & 0222))
			err = protect(path, r);
	}
	if (!in)
		return refuse(r, errno, "cannot read /proc: %s", strerror(errno));
	closedir(in);
	return err;
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

/*
 * Programs of the node can write to our memory, through /proc, but we are not under
 * their filter.  So this one leaves nothing but what serving needs, on the files that
 * they have as well.
 */
static int restrict_calls(void)
{
	static const unsigned short allowed[] = {
		SYS_recvmsg, SYS_sendmsg, SYS_read, SYS_write, SYS_openat, SYS_open, SYS_close,
		SYS_mkdir, SYS_mkdirat, SYS_unlink, SYS_unlinkat, SYS_fchmod, SYS_fstat,
		SYS_newfstatat, SYS_lseek, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_brk,
		SYS_wait4, SYS_getrandom, SYS_futex, SYS_rt_sigreturn, SYS_restart_syscall,
		SYS_exit_group,
	};
	struct sock_filter code[2 * COUNT(allowed) + 5] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	struct sock_fprog program = { .len = 4, .filter = code };

	for (size_t i = 0; i < COUNT(allowed); i++) {
		code[program.len++] = (struct sock_filter)
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
		code[program.len++] = (struct sock_filter)
			BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	}
	code[program.len++] = (struct sock_filter)
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
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
	if (!build(q, &r) && restrict_calls())
		refuse(&r, errno, "cannot restrict the first process of a node: %s",
		       strerror(errno));
	if (channel_send(NEST_SOCKET, &r, sizeof(r), NULL, 0))
		_exit(1);
	serve();
	_exit(0);
}
