// SPDX-License-Identifier: Apache-2.0
/* Nodes: name spaces, and the processes that we have started in them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "internal.h"

#ifndef CLONE_PIDFD
#define CLONE_PIDFD	0x00001000
#endif

uint64_t node_spaces = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS |
		       CLONE_NEWIPC | CLONE_NEWCGROUP;

static struct node **nodes;
static uint32_t n_nodes;

static int write_text(pid_t pid, const char *name, const char *text)
{
	char path[64];
	int fd, err = 0;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		err = errno;
	close(fd);
	return err;
}

/* Root and all others, as far as we may; otherwise the user that we are is root there. */
static int map_users(pid_t init, struct nest_reply *r)
{
	char map[32];
	int err;

	if (!geteuid() && !write_text(init, "gid_map", "0 0 65536") &&
	    !write_text(init, "uid_map", "0 0 65536"))
		return 0;
	err = write_text(init, "setgroups", "deny");
	snprintf(map, sizeof(map), "0 %d 1", getegid());
	if (!err)
		err = write_text(init, "gid_map", map);
	snprintf(map, sizeof(map), "0 %d 1", geteuid());
	if (!err)
		err = write_text(init, "uid_map", map);
	return err ? refuse_spaces(r, err, "cannot map users into a user name space") : 0;
}

static pid_t clone_init(int *pidfd)
{
	struct clone_how how = { .flags = node_spaces | CLONE_PIDFD, .pidfd = (uintptr_t)pidfd,
				 .exit_signal = SIGCHLD };
	pid_t pid = syscall(SYS_clone3, &how, sizeof(how));

	if (pid < 0 && errno == EINVAL && node_spaces & CLONE_NEWCGROUP) {
		node_spaces &= ~CLONE_NEWCGROUP;
		return clone_init(pidfd);
	}
	return pid;
}

static void wait_for(pid_t pid)
{
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
}

/*
 * init cannot end before all others in its name space are gone, of which those that
 * we have started are ours to reap.
 */
static void end(struct node *node)
{
	kill(node->init, SIGKILL);
	for (size_t i = 0; i < node->n; i++)
		wait_for(node->programs[i]);
	wait_for(node->init);
	close(node->pidfd);
	close(node->control);
	if (node->layer)
		layer_clean(node->layer);
	free(node->layer);
	free(node->programs);
	free(node);
}

/* Ask init and take its answer for ours. */
static int ask(struct node *node, const struct nest_request *head, const int *fds, int n,
	       struct nest_reply *r)
{
	int none[NEST_FDS];
	struct nest_reply got;
	int err = channel_send(node->control, head, sizeof(*head), fds, n);

	if (err || channel_receive(node->control, &got, sizeof(got), none, 0) != sizeof(got))
		return refuse(r, EIO, "the first process of the node has died");
	got.text[sizeof(got.text) - 1] = 0;	/* programs may have meddled with init */
	*r = got;
	return r->error ? -1 : 0;
}

static int start(struct node *node, struct request *q, struct nest_reply *r)
{
	const struct nest_request go = { .op = NEST_NODE };
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return refuse(r, errno, "no socket for a node: %s", strerror(errno));
	node->init = clone_init(&node->pidfd);
	if (!node->init)
		init_run(q, pair[1]);
	if (node->init < 0)
		refuse_spaces(r, errno, "cannot make name spaces");
	close(pair[1]);
	node->control = pair[0];
	if (node->init < 0) {
		close(pair[0]);
		return -1;
	}
	if (!map_users(node->init, r) && !ask(node, &go, NULL, 0, r))
		return 0;
	end(node);
	return -1;
}

static int keep(struct node *node, struct nest_reply *r)
{
	struct node **more = reallocarray(nodes, n_nodes + 1, sizeof(*nodes));

	if (!more) {
		end(node);
		return refuse(r, ENOMEM, "no memory for another node");
	}
	nodes = more;
	nodes[n_nodes] = node;
	r->node = n_nodes++;
	r->pid = node->init;
	return 0;
}

static int check(const struct request *q, struct nest_reply *r)
{
	if (q->head.strings < 2)
		return refuse(r, EBADMSG, "a node needs a host name and a layer directory");
	if (*q->strings[1] && *q->strings[1] != '/')
		return refuse(r, EINVAL, "the layer directory %s is not absolute", q->strings[1]);
	if (*q->strings[1] && mkdir(q->strings[1], 0755) && errno != EEXIST)
		return refuse(r, errno, "cannot make the directory %s: %s", q->strings[1],
			      strerror(errno));
	return 0;
}

int node_make(struct request *q, struct nest_reply *r)
{
	struct node *node;

	if (check(q, r))
		return -1;
	base_path();
	node = calloc(1, sizeof(*node));
	if (node && *q->strings[1])
		node->layer = strdup(q->strings[1]);
	if (!node || (*q->strings[1] && !node->layer)) {
		free(node);
		return refuse(r, ENOMEM, "no memory for another node");
	}
	return start(node, q, r) ? -1 : keep(node, r);
}

struct node *node_find(uint32_t number, struct nest_reply *r)
{
	if (number < n_nodes && nodes[number])
		return nodes[number];
	refuse(r, ENOENT, "there is no node %u", number);
	return NULL;
}

int node_add(struct node *node, pid_t pid)
{
	pid_t *more = reallocarray(node->programs, node->n + 1, sizeof(pid));

	if (!more)
		return -1;
	node->programs = more;
	more[node->n++] = pid;
	return 0;
}

static void forget(struct node *node, pid_t pid)
{
	for (size_t i = 0; i < node->n; i++)
		if (node->programs[i] == pid)
			node->programs[i--] = node->programs[--node->n];
}

int node_put(struct request *q, struct nest_reply *r)
{
	struct node *node = node_find(q->head.node, r);

	return node ? ask(node, &q->head, q->fds, q->fds[0] >= 0, r) : -1;
}

/* The number that a process, dead or alive, has in its own pid name space, or 0. */
static pid_t inner_pid(pid_t pid)
{
	char path[64], text[4096], *line;
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	if (n <= 0)
		return 0;
	text[n] = 0;
	line = strstr(text, "\nNSpid:");
	if (!line)
		return 0;
	line[1 + strcspn(line + 1, "\n")] = 0;
	return atoi(strrchr(line, '\t') + 1);
}

/* A process that init has inherited. */
static int wait_inherited(struct node *node, struct request *q, struct nest_reply *r)
{
	struct nest_request inner = q->head;
	pid_t pid = q->head.pid;

	if (pid) {
		inner.pid = inner_pid(pid);
		if (!inner.pid)
			return refuse(r, ECHILD, "there is no process %d", pid);
	}
	return ask(node, &inner, NULL, 0, r);
}

int node_wait(struct request *q, struct nest_reply *r)
{
	struct node *node = node_find(q->head.node, r);
	pid_t pid = q->head.pid;
	pid_t got = -1;

	if (!node)
		return -1;
	for (size_t i = 0; pid > 0 && got < 0 && i < node->n; i++)
		if (node->programs[i] == pid)
			got = waitpid(pid, &r->status, WNOHANG | __WALL);
	if (!got)
		return refuse(r, EAGAIN, "process %d still runs", pid);
	if (got < 0)
		return wait_inherited(node, q, r);
	forget(node, pid);
	return 0;
}

int node_drop(uint32_t number, struct nest_reply *r)
{
	struct node *node = node_find(number, r);

	if (!node)
		return -1;
	nodes[number] = NULL;
	end(node);
	return 0;
}

void node_drop_all(void)
{
	for (uint32_t i = 0; i < n_nodes; i++)	/* all at once, then one after the other */
		if (nodes[i])
			kill(nodes[i]->init, SIGKILL);
	for (uint32_t i = 0; i < n_nodes; i++)
		if (nodes[i])
			end(nodes[i]);
}
