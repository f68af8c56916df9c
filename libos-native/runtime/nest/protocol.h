/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the supervisor and lockstep-nest say to each other, over a pair of
 * SOCK_SEQPACKET sockets: one struct nest_request with descriptors for one
 * struct nest_reply with descriptors, one at a time.  Everything that has no
 * fixed size is in the body of a request, a memfd that comes as its first
 * descriptor:
 *
 *	filters		struct sock_filter	nothing in front of them
 *	strings		strings, each with its zero byte
 *	bytes		bytes
 *
 * The nest says first what it is: a reply with pid and abi, before any request.
 * When its socket reaches its end it kills all that it has started and exits.
 */
#ifndef LOCKSTEP_NEST_PROTOCOL_H
#define LOCKSTEP_NEST_PROTOCOL_H

#include <stdint.h>

#define NEST_ABI	1
#define NEST_SOCKET	3	/* the nest's descriptor of the socket */
#define NEST_FDS	4	/* descriptors of a packet, at most */
#define NEST_TEXT	512	/* a sentence or two, with the zero byte */
#define NEST_FIRST_PID	1000	/* of the first program of a node, in the node */

enum nest_op {
	/*
	 * Make name spaces, their init and their file tree.
	 * Strings: host name; layer directory (absolute, made if only its last
	 * component is missing) or "" to keep nothing; host paths that the node
	 * may see, "r/path" or, to write there too, "w/path".
	 * Reply: node, pid (of init), flags, text (notes, if error is 0).
	 */
	NEST_NODE = 1,
	/*
	 * Start a program.  Descriptors: body, then its 0, 1 and 2.
	 * Strings: directory; argc arguments, the first being the program: a path
	 * or a name that is looked up in the PATH of the environment; the rest is
	 * the environment, nothing else is in it.
	 * filters: the seccomp filter.  The only system calls the program's process
	 * makes under it before the program itself are execve() and, if that fails,
	 * exit_group(NEST_EXIT(errno)).
	 * Reply: pid, inner; descriptors: the filter's listener, a pidfd.
	 */
	NEST_SPAWN,
	/*
	 * Write a file into the tree of a node; directories above it are made.
	 * Strings: absolute path.  bytes: what is in it.  mode: its permissions.
	 */
	NEST_PUT,
	/*
	 * The status of a process that has ended, which is gone afterwards: pid is
	 * that of a program, or of a process whose parent has ended before it.
	 * Never waits: EAGAIN if the process still runs, ECHILD if it is neither.
	 * Nothing is ever reaped otherwise, so that it happens at an instant that the
	 * supervisor chooses.  pid 0: all that the node's init has inherited and that
	 * have ended; reply: status, their number.
	 * Reply: status, as from waitpid().
	 */
	NEST_WAIT,
	/* Kill what runs in the node and forget it. */
	NEST_DROP,
};

struct nest_request {
	uint32_t op;		/* enum nest_op */
	uint32_t node;		/* all but NEST_NODE: its number, from the reply to that */
	int32_t pid;		/* NEST_WAIT: as in the supervisor's pid name space */
	uint32_t mode;		/* NEST_PUT */
	uint32_t argc;		/* NEST_SPAWN: arguments among the strings */
	uint32_t filters;	/* in the body */
	uint32_t strings;	/* in the body */
	uint32_t bytes;		/* in the body */
};

/* flags of a reply to NEST_NODE */
#define NEST_NOT_KEPT	1	/* some of what programs write is not in the layer directory */
#define NEST_READ_ONLY	2	/* part of /usr, /etc, /var or /opt cannot be written to */

struct nest_reply {
	int32_t error;		/* an errno, or 0 */
	uint32_t abi;		/* NEST_ABI */
	uint32_t node;		/* NEST_NODE */
	int32_t pid;		/* as in the pid name space of nest and supervisor */
	int32_t inner;		/* NEST_SPAWN: the pid that the program has in its node */
	int32_t status;		/* NEST_WAIT */
	uint32_t flags;		/* NEST_NODE: NEST_NOT_KEPT, NEST_READ_ONLY */
	char text[NEST_TEXT];	/* error: a sentence that says what and why */
};

/*
 * A program that cannot be executed ends with what a shell would report, and the
 * errno above the eight bits that the host keeps of it.
 */
#define NEST_EXIT(err)		((err) << 8 | ((err) == ENOENT ? 127 : 126))
#define NEST_EXIT_ERRNO(code)	((code) >> 8)

#endif
