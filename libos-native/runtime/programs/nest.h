/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The supervisor's side of lockstep-nest, the process that makes the name spaces of
 * nodes and starts programs in them (nest/protocol.h).  One thread at a time.
 *
 * All functions but nest_close() return 0 or a negative errno, and then a sentence
 * where the caller wants it.  Pids are those of the caller's pid name space unless
 * they are called inner.  Descriptors that are returned are closed by execve().
 */
#ifndef LOCKSTEP_PROGRAMS_NEST_H
#define LOCKSTEP_PROGRAMS_NEST_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "../nest/protocol.h"

struct nest {
	int sock;
	pid_t pid;
};

/* A path of the host that a node may see, at the same place. */
struct nest_path {
	const char *path;
	bool writable;
};

struct nest_node_request {
	const char *hostname;
	const char *layer;	/* directory that keeps what programs write; NULL: nothing does */
	const struct nest_path *paths;
	size_t n_paths;
};

struct nest_node_reply {
	uint32_t node;		/* its number in all other requests */
	pid_t init;
	uint32_t flags;		/* NEST_NOT_KEPT, NEST_READ_ONLY */
	char text[NEST_TEXT];	/* why it failed; or notes about what is not as it should be */
};

struct nest_spawn_request {
	uint32_t node;
	const char *directory;
	char *const *argv;	/* argv[0]: a path or a name to look up in env's PATH */
	char *const *env;
	const struct sock_filter *filter;
	size_t n_filter;
	int stdio[3];		/* become its 0, 1 and 2 */
};

struct nest_spawn_reply {
	pid_t pid;
	pid_t inner;		/* in the node */
	int listener;		/* of its filter; execve() is the first call that it traps */
	int pidfd;
	char text[NEST_TEXT];	/* why it failed */
};

/* Start the nest, an executable at exe. */
int nest_open(struct nest *nest, const char *exe, char *text, size_t size);

/* Make a node. */
int nest_node(struct nest *nest, const struct nest_node_request *q, struct nest_node_reply *r);

/*
 * Start a program in a node.  Its process is stopped at its execve(), which should be
 * answered with "continue".  Should that fail, its next call is
 * exit_group(NEST_EXIT(errno)).
 */
int nest_spawn(struct nest *nest, const struct nest_spawn_request *q, struct nest_spawn_reply *r);

/* Write a file into a node's tree. */
int nest_put(struct nest *nest, uint32_t node, const char *path, mode_t mode, const void *bytes,
	     size_t n, char *text, size_t size);

/*
 * Let a process be gone that has ended: a program that was started, or a process whose
 * parent has ended.  status: as from waitpid().  -EAGAIN if it still runs, -ECHILD if
 * it has a parent in the node.  With pid 0: all that have lost their parents and have
 * ended; status: how many.
 */
int nest_wait(struct nest *nest, uint32_t node, pid_t pid, int *status, char *text, size_t size);

/* Kill all processes of a node, and wait until they are gone. */
int nest_drop(struct nest *nest, uint32_t node, char *text, size_t size);

/* Kill all processes of all nodes, and wait until they and the nest are gone. */
void nest_close(struct nest *nest);

#endif
