/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of lockstep-nest, a program with one thread:
 *
 *	main.c		takes requests and answers them
 *	request.c	a request and its body
 *	reply.c		sentences
 *	node.c		name spaces
 *	init.c		the first process in them
 *	tree.c		the files that they see
 *	layer.c		where what is written there goes
 *	base.c		what has to be between it and the host's
 *	mounts.c	what is mounted on the host
 *	copy.c		what of the host's is copied
 *	path.c		paths
 *	spawn.c		starts a program in them
 *
 * Functions that can fail return 0, or -1 with a sentence in the reply.
 */
#ifndef LOCKSTEP_NEST_INTERNAL_H
#define LOCKSTEP_NEST_INTERNAL_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "channel.h"
#include "protocol.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The system calls themselves: some C libraries do not know them yet. */
struct clone_how {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

struct mount_how {
	uint64_t set, clear, propagation, userns;
};

/* request.c */
struct request {
	struct nest_request head;
	int fds[NEST_FDS];
	char *body;
	size_t size;
	struct sock_filter *filter;
	char **strings;
	const char *bytes;
};

/* Returns false if the other side is gone; refuse() has been called if error is set. */
bool request_receive(int sock, struct request *q, struct nest_reply *r);
void request_close(struct request *q);

/* reply.c */
/* Note an errno and a sentence, and return -1. */
__attribute__((format(printf, 3, 4)))
int refuse(struct nest_reply *r, int err, const char *fmt, ...);
/* Add a sentence to a reply that is no refusal. */
__attribute__((format(printf, 2, 3)))
void note(struct nest_reply *r, const char *fmt, ...);
/* Say that something which needs name spaces failed, and what would help. */
int refuse_spaces(struct nest_reply *r, int err, const char *what);

/* node.c */
struct node {
	pid_t init;
	int pidfd;		/* of init */
	int control;		/* socket to init */
	char *layer;		/* directory or NULL */
	pid_t *programs;	/* our children in it, except init */
	size_t n;
};

/* The name spaces of nodes: flags for setns(). */
extern uint64_t node_spaces;

int node_make(struct request *q, struct nest_reply *r);
struct node *node_find(uint32_t number, struct nest_reply *r);
int node_put(struct request *q, struct nest_reply *r);
int node_wait(struct request *q, struct nest_reply *r);
int node_drop(uint32_t number, struct nest_reply *r);
/* A program of the node has been started. */
int node_add(struct node *node, pid_t pid);
void node_drop_all(void);

/* init.c */
_Noreturn void init_run(struct request *q, int control);

/* tree.c */
int tree_build(struct request *q, struct nest_reply *r);
int tree_put(struct request *q, struct nest_reply *r);

/* layer.c */
#define TREE		"/sys"		/* where the tree is built: nothing we need is below */
#define LAYER_SPARE	TREE "/mnt"	/* what cannot be kept, until the tree is finished */

struct layer {
	struct nest_reply *reply;	/* for notes and flags */
	const char *path;		/* the directory that keeps it, or NULL */
	bool spare;			/* there is a tmpfs at LAYER_SPARE */
	unsigned works;			/* work directories so far */
	char *mounts;			/* of mounts_read() */
	char lost[128];			/* directories that cannot be kept there */
	int lost_error;			/* why the last of them cannot */
};

int layer_open(struct layer *l, const char *path, struct nest_reply *r);
void layer_close(struct layer *l);
/* A copy on write of the host's /dir at TREE/dir. */
int layer_over(struct layer *l, const char *dir);
/* An empty directory at TREE/dir. */
int layer_empty(struct layer *l, const char *dir, mode_t mode);
/* Remove what is of no use when the node is gone. */
void layer_clean(const char *path);

/* base.c */
/* A directory that lies over the host's for all nodes, or NULL.  To be made by the nest. */
const char *base_path(void);
/* Is all that the host has in /dir in the base? */
bool base_is_whole(const char *dir);
void base_remove(void);

/* mounts.c */
/* Mount points, each with a newline, to be freed; or NULL. */
char *mounts_read(void);
/* Is something mounted at the path?  Below it? */
bool mounts_at(const char *list, const char *path);
bool mounts_below(const char *list, const char *path);

/* path.c */
/* A path of PATH_MAX bytes; one that does not fit becomes one that does not exist. */
__attribute__((format(printf, 2, 3)))
void path_join(char *path, const char *fmt, ...);
void path_make_parents(const char *path);
/* A directory with all that is in it. */
void path_remove(int parent, const char *name);

/* copy.c: entries of host directories, for where an overlay does not do */
/* Each returns 0 or an errno; what exists already is left as it is. */
int copy_directory(const char *from, const char *to);
int copy_link(const char *from, const char *to);
int copy_file(const char *from, const char *to);

/* spawn.c */
/* The reply's descriptors go to fds: listener, pidfd. */
int spawn(struct request *q, struct nest_reply *r, int *fds);

#endif
