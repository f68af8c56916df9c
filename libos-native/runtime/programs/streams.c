// SPDX-License-Identifier: Apache-2.0
/*
 * Standard input, output and error output of programs: pipes or a terminal of the
 * LibOS, whose other ends the keeper holds.  Nothing there blocks; they are looked
 * at whenever a program has written to its descriptors 1 or 2, and when all wait.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "programs.h"

#define CHUNK	16384

static int two(struct node *n, int i)
{
	return ((int *)n->all->scratch)[i];
}

/* The program's end becomes descriptor fd of its mirror task. */
static void hand_over(struct tracee *t, int keeper_fd, int fd)
{
	mirror_call(t, SYS_dup3, keeper_fd, fd, 0, 0);
}

static long open_pipe(struct node *n)
{
	return keeper_call(n, SYS_pipe2, (uint64_t)n->all->scratch, O_CLOEXEC, 0, 0);
}

static void non_blocking(struct node *n, int fd)
{
	keeper_call(n, SYS_fcntl, fd, F_SETFL, O_NONBLOCK, 0);
}

static long open_output(struct program *p, int stream)
{
	long r = open_pipe(p->node);

	if (r < 0)
		return r;
	p->streams[stream].fd = two(p->node, 0);
	p->streams[stream].theirs = two(p->node, 1);
	non_blocking(p->node, p->streams[stream].fd);
	return 0;
}

static long open_input(struct program *p, enum program_input kind)
{
	struct node *n = p->node;
	long r;

	if (kind == INPUT_NONE) {
		r = keeper_call(n, SYS_openat, AT_FDCWD, scratch_string(n, "/dev/null"), O_RDONLY, 0);
		p->streams[0].theirs = r;
		return r < 0 ? r : 0;
	}
	r = open_pipe(n);
	if (r < 0)
		return r;
	p->streams[0].theirs = two(n, 0);
	p->streams[0].fd = two(n, 1);
	non_blocking(n, p->streams[0].fd);
	return 0;
}

static long open_terminal(struct program *p)
{
	struct node *n = p->node;
	long fd = keeper_call(n, SYS_openat, AT_FDCWD, scratch_string(n, "/dev/ptmx"),
			      O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);

	if (fd < 0)
		return fd;
	n->terminals = true;
	*(int *)n->all->scratch = 0;
	keeper_call(n, SYS_ioctl, fd, TIOCSPTLCK, (uint64_t)n->all->scratch, 0);
	if (keeper_call(n, SYS_ioctl, fd, TIOCGPTN, (uint64_t)n->all->scratch, 0) < 0)
		return -ENOTTY;
	p->streams[0].fd = p->streams[1].fd = fd;
	p->pty = two(n, 0);
	return 0;
}

long streams_open(struct program *p, enum program_input kind)
{
	long r;

	for (int i = 0; i < 3; i++)
		p->streams[i] = (struct stream) { -1, -1 };
	p->terminal = kind == INPUT_TERMINAL;
	if (p->terminal)
		return open_terminal(p);
	r = open_input(p, kind);
	for (int i = 1; i < 3 && !r; i++)
		r = open_output(p, i);
	return r;
}

/* In the first mirror task of the program, which has a copy of the keeper's descriptors. */
void streams_hand_over(struct program *p, struct tracee *t)
{
	struct node *n = p->node;
	char path[32];
	long fd;

	mirror_call(t, SYS_setsid, 0, 0, 0, 0);
	if (p->terminal) {
		snprintf(path, sizeof(path), "/dev/pts/%d", p->pty);
		fd = mirror_call(t, SYS_openat, AT_FDCWD, scratch_string(n, path), O_RDWR, 0);
		for (int i = 0; i < 3; i++)
			hand_over(t, fd, i);
	} else {
		for (int i = 0; i < 3; i++) {
			hand_over(t, p->streams[i].theirs, i);
			keeper_call(n, SYS_close, p->streams[i].theirs, 0, 0, 0);
		}
	}
	mirror_call(t, SYS_close_range, 3, ~0U, 0, 0);
	for (int i = 0; i < 3; i++)
		put_in_set(t->p->files->libos, i, true);
}

static void close_stream(struct program *p, int i)
{
	int fd = p->streams[i].fd;

	if (fd < 0)
		return;
	keeper_call(p->node, SYS_close, fd, 0, 0, 0);
	for (int k = 0; k < 3; k++)
		if (p->streams[k].fd == fd)
			p->streams[k].fd = -1;
}

/* All that is there; at its end the stream is closed. */
static void drain(struct program *p, int i)
{
	struct programs *all = p->node->all;
	long n;

	while (p->streams[i].fd >= 0 && event_room(all, 2 * CHUNK)) {
		n = keeper_call(p->node, SYS_read, p->streams[i].fd, (uint64_t)all->scratch, CHUNK, 0);
		if (n > 0)
			event_put(all, EVENT_OUTPUT, p->id, i, all->scratch, n);
		else if (n != -EAGAIN && n != -EINTR && !(p->terminal && !p->ended))
			close_stream(p, i);
		if (n < CHUNK)
			return;
	}
}

/* As much of the input as there is room for. */
static void feed(struct program *p)
{
	struct programs *all = p->node->all;
	size_t k;
	long n;

	while (p->streams[0].fd >= 0 && p->input_at < p->input_length) {
		k = p->input_length - p->input_at;
		if (k > CHUNK)
			k = CHUNK;
		memcpy(all->scratch, p->input + p->input_at, k);
		n = keeper_call(p->node, SYS_write, p->streams[0].fd, (uint64_t)all->scratch, k, 0);
		if (n == -EAGAIN)
			return;
		if (n <= 0) {
			p->input_at = p->input_length;
			p->input_ends = true;
			break;
		}
		p->input_at += n;
	}
	if (p->input_ends && p->input_at == p->input_length && !p->terminal)
		close_stream(p, 0);
}

void streams_pump(struct program *p)
{
	if (p->node->dead)
		return;
	if (p->input_at < p->input_length || p->input_ends)
		feed(p);
	drain(p, 1);
	if (!p->terminal)
		drain(p, 2);
}

/* A call may have written to its streams, closed them, or made room in its input. */
void streams_stir(struct program *p)
{
	if (p->stirred || p->closed)
		return;
	p->stirred = true;
	p->stirred_next = p->node->stirred;
	p->node->stirred = p;
}

void streams_pump_stirred(struct node *n)
{
	struct program *p, *again = NULL;

	while ((p = n->stirred)) {
		n->stirred = p->stirred_next;
		p->stirred = false;
		streams_pump(p);
		if (!event_room(n->all, EVENT_BYTES / 2)) {	/* there may be more */
			p->stirred = true;
			p->stirred_next = again;
			again = p;
		}
	}
	n->stirred = again;
}

/* After a write to descriptor fd, so that output and error output keep their order. */
void streams_written(struct tracee *t, unsigned long fd)
{
	if (fd == 1 || fd == 2)
		drain(t->p->program, t->p->program->terminal ? 1 : fd);
}

void streams_input(struct program *p, const void *data, size_t n, bool ends)
{
	if (n) {
		p->input = realloc(p->input, p->input_length + n);
		memcpy(p->input + p->input_length, data, n);
		p->input_length += n;
	}
	p->input_ends |= ends;
}

void streams_resize(struct program *p, int rows, int columns)
{
	struct winsize w = { .ws_row = rows, .ws_col = columns };

	if (!p->terminal || p->streams[0].fd < 0)
		return;
	memcpy(p->node->all->scratch, &w, sizeof(w));
	keeper_call(p->node, SYS_ioctl, p->streams[0].fd, TIOCSWINSZ,
		    (uint64_t)p->node->all->scratch, 0);
}

void streams_close(struct program *p)
{
	for (int i = 0; i < 3; i++)
		close_stream(p, i);
	free(p->input);
	p->input = NULL;
	p->input_at = p->input_length = 0;
}
