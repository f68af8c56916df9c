// SPDX-License-Identifier: Apache-2.0
/* The supervisor's side of lockstep-nest. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../nest/channel.h"
#include "nest.h"

#define CLOSE_PATIENCE	10000	/* ms until a nest that does not end is killed */

__attribute__((format(printf, 4, 5)))
static int fail(char *text, size_t size, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, size, fmt, ap);
	va_end(ap);
	return -err;
}

/* -------------------------------------------------------------------------- bodies */

/* The body of a request, in a memfd that is mapped when its size is known. */
struct body {
	int fd;
	char *start, *at;
	size_t size;
};

static int body_open(struct body *b, size_t size)
{
	b->fd = memfd_create("request", MFD_CLOEXEC);
	if (b->fd < 0)
		return -errno;
	b->size = size;
	b->start = MAP_FAILED;
	if (!ftruncate(b->fd, size))
		b->start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, b->fd, 0);
	if (b->start == MAP_FAILED) {
		close(b->fd);
		return -errno;
	}
	b->at = b->start;
	return 0;
}

static void body_add(struct body *b, const void *from, size_t n)
{
	if (n)
		memcpy(b->at, from, n);
	b->at += n;
}

static void body_string(struct body *b, const char *s)
{
	body_add(b, s, strlen(s) + 1);
}

static void body_close(struct body *b)
{
	munmap(b->start, b->size);
	close(b->fd);
}

/* ------------------------------------------------------------------------ requests */

/* fds: of the request; got: NEST_FDS of the reply, or NULL. */
static int ask(struct nest *nest, const struct nest_request *q, const int *fds, int n,
	       struct nest_reply *r, int *got)
{
	int none[NEST_FDS];
	int err = channel_send(nest->sock, q, sizeof(*q), fds, n);
	ssize_t size;

	memset(r, 0, sizeof(*r));
	size = err ? err : channel_receive(nest->sock, r, sizeof(*r), got ? got : none, 0);
	if (size == sizeof(*r))
		return -r->error;
	return fail(r->text, sizeof(r->text), EIO,
		    "the process that starts programs (lockstep-nest) has died");
}

static int ask_plain(struct nest *nest, const struct nest_request *q, const int *fds, int n,
		     struct nest_reply *r, char *text, size_t size)
{
	int err = ask(nest, q, fds, n, r, NULL);

	if (err)
		snprintf(text, size, "%s", r->text);
	return err;
}

static size_t node_size(const struct nest_node_request *q)
{
	size_t size = strlen(q->hostname) + 1 + (q->layer ? strlen(q->layer) : 0) + 1;

	for (size_t i = 0; i < q->n_paths; i++)
		size += 1 + strlen(q->paths[i].path) + 1;
	return size;
}

int nest_node(struct nest *nest, const struct nest_node_request *q, struct nest_node_reply *r)
{
	struct nest_request head = { .op = NEST_NODE, .strings = 2 + q->n_paths };
	struct nest_reply reply;
	struct body body;
	int err = body_open(&body, node_size(q));

	memset(r, 0, sizeof(*r));
	if (err)
		return fail(r->text, sizeof(r->text), -err, "no memory for a node");
	body_string(&body, q->hostname);
	body_string(&body, q->layer ? q->layer : "");
	for (size_t i = 0; i < q->n_paths; i++) {
		body_add(&body, q->paths[i].writable ? "w" : "r", 1);
		body_string(&body, q->paths[i].path);
	}
	err = ask(nest, &head, &body.fd, 1, &reply, NULL);
	body_close(&body);
	r->node = reply.node;
	r->init = reply.pid;
	r->flags = reply.flags;
	memcpy(r->text, reply.text, sizeof(r->text));
	return err;
}

static size_t strings_size(char *const *strings, uint32_t *n)
{
	size_t size = 0;

	for (*n = 0; strings[*n]; ++*n)
		size += strlen(strings[*n]) + 1;
	return size;
}

static int spawn_body(struct body *body, const struct nest_spawn_request *q,
		      struct nest_request *head)
{
	const size_t filter = q->n_filter * sizeof(*q->filter);
	uint32_t argc, envc;
	size_t size = filter + strlen(q->directory) + 1;
	int err;

	size += strings_size(q->argv, &argc);
	size += strings_size(q->env, &envc);
	head->argc = argc;
	head->strings = 1 + argc + envc;
	head->filters = q->n_filter;
	err = body_open(body, size);
	if (err)
		return err;
	body_add(body, q->filter, filter);
	body_string(body, q->directory);
	for (uint32_t i = 0; i < argc; i++)
		body_string(body, q->argv[i]);
	for (uint32_t i = 0; i < envc; i++)
		body_string(body, q->env[i]);
	return 0;
}

int nest_spawn(struct nest *nest, const struct nest_spawn_request *q, struct nest_spawn_reply *r)
{
	struct nest_request head = { .op = NEST_SPAWN, .node = q->node };
	struct nest_reply reply;
	struct body body;
	int fds[NEST_FDS], got[NEST_FDS] = { -1, -1, -1, -1 };
	int err = spawn_body(&body, q, &head);

	memset(r, 0, sizeof(*r));
	r->listener = r->pidfd = -1;
	if (err)
		return fail(r->text, sizeof(r->text), -err, "no memory for a program");
	fds[0] = body.fd;
	memcpy(fds + 1, q->stdio, sizeof(q->stdio));
	err = ask(nest, &head, fds, NEST_FDS, &reply, got);
	body_close(&body);
	memcpy(r->text, reply.text, sizeof(r->text));
	if (!err && (got[0] < 0 || got[1] < 0))
		err = fail(r->text, sizeof(r->text), EMFILE, "too many open files");
	if (err) {
		channel_close(got, NEST_FDS);
		return err;
	}
	r->pid = reply.pid;
	r->inner = reply.inner;
	r->listener = got[0];
	r->pidfd = got[1];
	return 0;
}

int nest_put(struct nest *nest, uint32_t node, const char *path, mode_t mode, const void *bytes,
	     size_t n, char *text, size_t size)
{
	struct nest_request head = { .op = NEST_PUT, .node = node, .mode = mode, .strings = 1,
				     .bytes = n };
	struct nest_reply reply;
	struct body body;
	int err = n > UINT32_MAX ? -EFBIG : body_open(&body, strlen(path) + 1 + n);

	if (err)
		return fail(text, size, -err, "no memory for %s", path);
	body_string(&body, path);
	body_add(&body, bytes, n);
	err = ask_plain(nest, &head, &body.fd, 1, &reply, text, size);
	body_close(&body);
	return err;
}

int nest_wait(struct nest *nest, uint32_t node, pid_t pid, int *status, char *text, size_t size)
{
	struct nest_request head = { .op = NEST_WAIT, .node = node, .pid = pid };
	struct nest_reply reply;
	int err = ask_plain(nest, &head, NULL, 0, &reply, text, size);

	*status = reply.status;
	return err;
}

int nest_drop(struct nest *nest, uint32_t node, char *text, size_t size)
{
	struct nest_request head = { .op = NEST_DROP, .node = node };
	struct nest_reply reply;

	return ask_plain(nest, &head, NULL, 0, &reply, text, size);
}

/* ------------------------------------------------------------------ start and end */

/* posix_spawn() does not copy the address space, which may be that of a large JVM. */
static int start(const char *exe, int sock, pid_t *pid)
{
	char *argv[] = { "lockstep-nest", NULL }, *env[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int err;

	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	err = posix_spawn_file_actions_adddup2(&files, sock, NEST_SOCKET);
	if (!err)
		err = posix_spawnattr_setsigmask(&attributes, &none);
	if (!err)	/* a session of its own: no ^C of a terminal reaches it */
		err = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK |
					       POSIX_SPAWN_SETSID);
	if (!err)
		err = posix_spawn(pid, exe, &files, &attributes, argv, env);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return err;
}

static int greet(struct nest *nest, const char *exe, char *text, size_t size)
{
	struct nest_reply hello;
	int none[NEST_FDS];

	if (channel_receive(nest->sock, &hello, sizeof(hello), none, 0) == sizeof(hello) &&
	    hello.abi == NEST_ABI)
		return 0;
	nest_close(nest);
	return fail(text, size, EPROTO, "%s is not the lockstep-nest of this version", exe);
}

int nest_open(struct nest *nest, const char *exe, char *text, size_t size)
{
	int pair[2];
	int err;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return fail(text, size, errno, "no socket for lockstep-nest: %s", strerror(errno));
	nest->sock = pair[0];
	err = start(exe, pair[1], &nest->pid);
	close(pair[1]);
	if (!err)
		return greet(nest, exe, text, size);
	close(nest->sock);
	nest->sock = -1;
	return fail(text, size, err, "cannot execute %s: %s", exe, strerror(err));
}

void nest_close(struct nest *nest)
{
	struct pollfd end = { .events = POLLIN };

	if (nest->sock < 0)
		return;
	close(nest->sock);
	nest->sock = -1;
	end.fd = syscall(SYS_pidfd_open, nest->pid, 0);
	if (end.fd >= 0) {
		if (!poll(&end, 1, CLOSE_PATIENCE))
			kill(nest->pid, SIGKILL);
		close(end.fd);
	}
	while (waitpid(nest->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
