// SPDX-License-Identifier: Apache-2.0
/*
 * Descriptors in messages (SCM_RIGHTS).  A message goes through a socket of the LibOS,
 * which cannot hold a file of the host.  So in its place goes the end of a pipe that
 * nobody uses, and who receives that gets the file instead.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"

#define CONTROL		4096	/* bytes of control messages that may have descriptors */
#define MAX_RIGHTS	512	/* of a node, in messages that nobody has received */

/* A file of the host that is in a message, or will be when it is sent. */
struct right {
	uint64_t pipe;			/* inode number in the LibOS */
	int file;			/* ours */
	struct tracee *sender;		/* while the call lasts */
	struct right *next;
};

static void forget(struct right **at)
{
	struct right *gone = *at;

	*at = gone->next;
	close(gone->file);
	free(gone);
}

void rights_free(struct node *n)
{
	while (n->rights)
		forget(&n->rights);
}

void rights_leave(const struct tracee *t)
{
	for (struct right *r = t->p->node->rights; r; r = r->next)
		if (r->sender == t)
			r->sender = NULL;
}

/*
 * The next control message that has descriptors, from at on; what programs say of
 * their lengths may be anything.
 */
static int *next_rights(char *control, size_t length, size_t *at, size_t *count)
{
	while (*at < length && length - *at >= sizeof(struct cmsghdr)) {
		struct cmsghdr *h = (struct cmsghdr *)(control + *at);

		if (h->cmsg_len < sizeof(*h) || h->cmsg_len > length - *at)
			return NULL;
		*at += CMSG_ALIGN(h->cmsg_len);
		*count = (h->cmsg_len - sizeof(*h)) / sizeof(int);
		if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS)
			return (int *)CMSG_DATA(h);
	}
	return NULL;
}

/* The control messages of a header; returns their length. */
static size_t read_control(struct tracee *t, unsigned long header, struct msghdr *m, char *to)
{
	size_t n;

	if (user_read(t->p, header, m, sizeof(*m)) != sizeof(*m) || !m->msg_control)
		return 0;
	n = m->msg_controllen < CONTROL ? m->msg_controllen : CONTROL;
	return user_read(t->p, (unsigned long)m->msg_control, to, n) == (long)n ? n : 0;
}

/* ----------------------------------------------------------------- sending */

static uint64_t inode_number(struct tracee *t, long fd)
{
	struct stat *st = (struct stat *)t->p->node->all->scratch;

	return mirror_call(t, SYS_fstat, fd, (uint64_t)st, 0, 0) ? 0 : st->st_ino;
}

static int rights_of(const struct node *n)
{
	int count = 0;

	for (struct right *r = n->rights; r; r = r->next)
		count++;
	return count;
}

/* In the LibOS, puts a pipe in the place of a descriptor of the host. */
static long put_pipe(struct tracee *t, int fd)
{
	int *ends = (int *)t->p->node->all->scratch, pipe;
	struct right *right;
	long r;

	if (rights_of(t->p->node) >= MAX_RIGHTS)
		return -ETOOMANYREFS;
	r = mirror_call(t, SYS_pipe2, (uint64_t)ends, O_CLOEXEC, 0, 0);
	if (r)
		return r;
	pipe = ends[0];
	mirror_call(t, SYS_close, ends[1], 0, 0, 0);
	right = calloc(1, sizeof(*right));
	right->pipe = inode_number(t, pipe);
	right->file = fd_from_host(t->p, fd);
	right->sender = t;
	right->next = t->p->node->rights;
	t->p->node->rights = right;
	mirror_call(t, SYS_dup3, pipe, fd, O_CLOEXEC, 0);
	mirror_call(t, SYS_close, pipe, 0, 0, 0);
	put_in_set(t->p->files->stand_in, fd, true);
	return right->file < 0 ? -EBADF : 0;
}

/* The pipes have gone with the message, or not at all. */
static void take_pipes_back(struct tracee *t, bool sent)
{
	char c[CONTROL] __attribute__((aligned(8)));
	struct files *f = t->p->files;
	struct msghdr m;
	size_t length = read_control(t, A(t, 1), &m, c), at = 0, n;
	int *fd;

	while ((fd = next_rights(c, length, &at, &n)))
		for (size_t k = 0; k < n; k++)
			if (in_set(f->stand_in, fd[k])) {
				mirror_call(t, SYS_close, fd[k], 0, 0, 0);
				put_in_set(f->stand_in, fd[k], false);
			}
	for (struct right **r = &t->p->node->rights; *r;) {
		if ((*r)->sender == t && !sent) {
			forget(r);
			continue;
		}
		if ((*r)->sender == t)
			(*r)->sender = NULL;
		r = &(*r)->next;
	}
}

static void then_sent(struct tracee *t, long result)
{
	take_pipes_back(t, result >= 0);
	then_transfer(t, result);
}

void call_sendmsg(struct tracee *t)
{
	char c[CONTROL] __attribute__((aligned(8)));
	struct msghdr m;
	size_t length = read_control(t, A(t, 1), &m, c), at = 0, n;
	bool any = false;
	long r = 0;
	int *fd;

	while (!r && (fd = next_rights(c, length, &at, &n)))
		for (size_t k = 0; k < n && !r; k++) {
			if (fd_is_libos(t, fd[k]) || fd[k] < 0 || fd[k] >= MAX_FDS ||
			    !fd_open_at_host(t->p, fd[k]))
				continue;	/* or it is bad, as the LibOS will find */
			any = true;
			r = put_pipe(t, fd[k]);
		}
	if (r) {
		take_pipes_back(t, false);
		return reply(t, r);
	}
	forward(t, any ? then_sent : then_transfer);
}

/* --------------------------------------------------------------- receiving */

static struct right **right_of(struct tracee *t, int fd)
{
	struct right **r = &t->p->node->rights;
	uint64_t pipe = *r ? inode_number(t, fd) : 0;

	while (*r && (*r)->pipe != pipe)
		r = &(*r)->next;
	return r;
}

static long take_right(struct tracee *t, int fd, bool cloexec, bool peek)
{
	struct right **right = right_of(t, fd);
	long n;

	if (!*right)
		return fd_install(t, fd, cloexec);
	mirror_call(t, SYS_close, fd, 0, 0, 0);
	n = fd_install_host(t, (*right)->file, cloexec);
	if (!peek)
		forget(right);
	return n;
}

/* Descriptors that came with a message get their numbers. */
static void take_rights(struct tracee *t, unsigned long header, unsigned int flags)
{
	char c[CONTROL] __attribute__((aligned(8)));
	struct msghdr m;
	size_t length = read_control(t, header, &m, c), at = 0, n;
	bool any = false;
	int *fd;

	while ((fd = next_rights(c, length, &at, &n)))
		for (size_t k = 0; k < n; k++) {
			if (fd[k] < LIBOS_NEW_FD)
				continue;	/* nothing that the kernel has stored */
			fd[k] = take_right(t, fd[k], flags & MSG_CMSG_CLOEXEC, flags & MSG_PEEK);
			any = true;
		}
	if (any)
		user_write(t->p, (unsigned long)m.msg_control, c, length);
}

static void then_received(struct tracee *t, long result)
{
	if (result >= 0)
		take_rights(t, A(t, 1), A(t, 2));
	then_transfer(t, result);
}

void call_recvmsg(struct tracee *t)
{
	forward(t, then_received);
}

static void then_received_many(struct tracee *t, long result)
{
	for (long i = 0; i < result; i++)
		take_rights(t, A(t, 1) + i * sizeof(struct mmsghdr), A(t, 3));
	then_transfer(t, result);
}

void call_recvmmsg(struct tracee *t)
{
	forward(t, then_received_many);
}
