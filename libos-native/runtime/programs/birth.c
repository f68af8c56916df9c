// SPDX-License-Identifier: Apache-2.0
/*
 * Children that do not show up.  After a clone() its child is awaited, but the host
 * may have refused to make one; or it has ended before its first call; or it
 * computes.  Then we look for it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "programs.h"

/* Which pid name space?  0: the process is gone. */
static bool pid_space(pid_t pid, char *to, size_t size)
{
	char path[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/ns/pid", pid);
	n = readlink(path, to, size - 1);
	to[n > 0 ? n : 0] = 0;
	return n > 0;
}

static bool is_known(struct node *n, pid_t pid)
{
	for (struct process *p = n->processes; p; p = p->next)
		if (p->pid == pid && p->pidfd >= 0 &&
		    (!syscall(SYS_pidfd_send_signal, p->pidfd, 0, NULL, 0) || errno != ESRCH))
			return true;
	return false;
}

/* A process of the node that we do not know, other than its init. */
static bool is_unknown_process(struct node *n, pid_t pid, const char *space)
{
	char its[64];

	return pid_space(pid, its, sizeof(its)) && !strcmp(its, space) && host_nspid(pid) > 1 &&
	       !is_known(n, pid);
}

static pid_t find_child(struct tracee *cloner)
{
	bool thread = cloner->arg[0] & CLONE_THREAD;
	char path[64] = "/proc", space[64] = "";
	struct node *n = cloner->p->node;
	struct dirent *e;
	pid_t found = 0;
	DIR *in;

	if (thread)
		snprintf(path, sizeof(path), "/proc/%d/task", cloner->p->pid);
	else if (!pid_space(cloner->p->pid, space, sizeof(space)))
		return 0;
	in = opendir(path);
	while (in && !found && (e = readdir(in))) {
		pid_t pid = atoi(e->d_name);

		if (pid > 0 && (thread ? !thread_find(n, pid) && pid != cloner->p->pid :
				is_unknown_process(n, pid, space)))
			found = pid;
	}
	if (in)
		closedir(in);
	return found;
}

/* The child of the node's last clone() is taken as it is, or expected no more. */
void birth_settle(struct node *n)
{
	struct tracee *cloner = n->cloner;
	pid_t tid = cloner ? find_child(cloner) : 0;

	if (!cloner || (tid && thread_adopt(cloner->p->program, tid)))
		return;
	if (tid)
		kill(tid, SIGKILL);
	else if (cloner->state == IN_VFORK && !cloner->dead)
		return;		/* it has not come to its vfork() yet */
	n->cloner = NULL;
	n->running--;
}

/* As long as the parent runs, it may not have come to its clone() yet. */
bool birth_overdue(const struct node *n)
{
	return n->cloner && n->cloner->state != RUN;
}
