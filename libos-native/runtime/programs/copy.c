// SPDX-License-Identifier: Apache-2.0
/*
 * sendfile() and splice() between a descriptor of the LibOS and a file of the
 * host: what is moved passes through a buffer of ours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define BUFFER		16384
#define FIRST_BUFFER	(4 * BUFFER)
#define N_BUFFERS	((SCRATCH - FIRST_BUFFER) / BUFFER)

/* arg[0]: buffer; arg[1]: address of the file's offset or 0; arg[2]: where it is */

static char *buffer(struct tracee *t)
{
	return t->p->node->all->scratch + FIRST_BUFFER + t->arg[0] * BUFFER;
}

static bool take_buffer(struct tracee *t)
{
	struct programs *all = t->p->node->all;

	for (unsigned int i = 0; i < N_BUFFERS; i++)
		if (!(all->buffers_used & 1U << i)) {
			all->buffers_used |= 1U << i;
			t->arg[0] = i;
			return true;
		}
	return false;
}

static void give_buffer(struct tracee *t)
{
	t->p->node->all->buffers_used &= ~(1U << t->arg[0]);
}

/* What else there might be could keep us waiting. */
static bool is_file(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && (S_ISREG(st.st_mode) || S_ISCHR(st.st_mode));
}

/* The file's offset moves by what was moved. */
static void advance(struct tracee *t, int file, long n)
{
	uint64_t at = t->arg[2] + n;

	if (t->arg[1])
		user_write(t->p, t->arg[1], &at, sizeof(at));
	else
		lseek(file, n, SEEK_CUR);
}

static bool start(struct tracee *t, unsigned long offset)
{
	t->arg[1] = offset;
	t->arg[2] = 0;
	if (offset && user_read(t->p, offset, &t->arg[2], 8) != 8) {
		reply(t, -EFAULT);
		return false;
	}
	if (!take_buffer(t)) {
		reply(t, -EINVAL);	/* programs read and write then */
		return false;
	}
	return true;
}

static void then_written(struct tracee *t, long result)
{
	int file = fd_from_host(t->p, t->call.data.nr == SYS_sendfile ? A(t, 1) : A(t, 0));

	give_buffer(t);
	if (result > 0 && file >= 0)
		advance(t, file, result);
	if (file >= 0)
		close(file);
	reply(t, result);
}

static void from_host(struct tracee *t, int out, int in, unsigned long offset, size_t n)
{
	int file = fd_from_host(t->p, in);
	ssize_t got;

	if (file < 0)
		return reply(t, -EBADF);
	if (!is_file(file)) {
		close(file);
		return reply(t, -EINVAL);
	}
	if (!start(t, offset)) {
		close(file);
		return;
	}
	got = pread(file, buffer(t), n < BUFFER ? n : BUFFER,
		    offset ? (off_t)t->arg[2] : lseek(file, 0, SEEK_CUR));
	if (got < 0)
		got = -errno;
	close(file);
	if (got <= 0) {
		give_buffer(t);
		return reply(t, got);
	}
	post(t, 0, SYS_write, out, (uint64_t)buffer(t), got, 0, 0, 0, then_written);
}

static void then_read(struct tracee *t, long result)
{
	int file = fd_from_host(t->p, A(t, 2));

	if (result > 0 && (file < 0 || !is_file(file))) {
		result = -EINVAL;
	} else if (result > 0) {
		if (t->arg[1])
			result = pwrite(file, buffer(t), result, t->arg[2]);
		else
			result = write(file, buffer(t), result);
		if (result < 0)
			result = -errno;
		else if (t->arg[1])
			advance(t, file, result);
	}
	if (file >= 0)
		close(file);
	give_buffer(t);
	reply(t, result);
}

void call_sendfile(struct tracee *t)
{
	bool out = fd_is_libos(t, A(t, 0)), in = fd_is_libos(t, A(t, 1));

	if (!out)
		file_written(t, A(t, 0));
	if (!out && !in)
		return reply_host(t);
	if (in && out)
		return forward_reply(t);
	if (in)
		return reply(t, -EINVAL);	/* nor would it be taken from a socket elsewhere */
	from_host(t, A(t, 0), A(t, 1), A(t, 2), A(t, 3));
}

/* copy_file_range() likewise */
void call_splice(struct tracee *t)
{
	bool in = fd_is_libos(t, A(t, 0)), out = fd_is_libos(t, A(t, 2));

	if (!out)
		file_written(t, A(t, 2));
	if (!in && !out)
		return reply_host(t);
	if (t->call.data.nr == SYS_copy_file_range)
		return in && out ? forward_reply(t) : reply(t, -EXDEV);
	if (in && out)
		return forward_reply(t);
	if (out)
		return from_host(t, A(t, 2), A(t, 0), A(t, 1), A(t, 4));
	if (!start(t, A(t, 3)))
		return;
	post(t, 0, SYS_read, A(t, 0), (uint64_t)buffer(t), A(t, 4) < BUFFER ? A(t, 4) : BUFFER, 0,
	     0, 0, then_read);
}
