// SPDX-License-Identifier: Apache-2.0
/* Requests and their bodies. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include "internal.h"

static int split(struct request *q, struct nest_reply *r)
{
	char *end = q->body + q->size;
	char *at = q->body;
	size_t filters = q->head.filters * sizeof(struct sock_filter);

	q->strings = calloc(q->head.strings + 1, sizeof(*q->strings));
	if (!q->strings)
		return refuse(r, ENOMEM, "no memory for a request");
	if (filters > q->size)
		return refuse(r, EBADMSG, "a request whose body is too short");
	q->filter = (struct sock_filter *)at;
	at += filters;
	for (uint32_t i = 0; i < q->head.strings; i++) {
		char *zero = at < end ? memchr(at, 0, end - at) : NULL;

		if (!zero)
			return refuse(r, EBADMSG, "a request whose body is too short");
		q->strings[i] = at;
		at = zero + 1;
	}
	q->bytes = at;
	if (q->head.bytes > (size_t)(end - at))
		return refuse(r, EBADMSG, "a request whose body is too short");
	return 0;
}

static int map(struct request *q, struct nest_reply *r)
{
	struct stat st;

	if (q->fds[0] < 0)
		return 0;
	if (fstat(q->fds[0], &st))
		return refuse(r, errno, "cannot read a request: %s", strerror(errno));
	if (!st.st_size)
		return 0;
	q->body = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, q->fds[0], 0);
	if (q->body == MAP_FAILED) {
		q->body = NULL;
		return refuse(r, errno, "cannot read a request: %s", strerror(errno));
	}
	q->size = st.st_size;
	return 0;
}

bool request_receive(int sock, struct request *q, struct nest_reply *r)
{
	ssize_t got;

	memset(q, 0, sizeof(*q));
	memset(r, 0, sizeof(*r));
	r->abi = NEST_ABI;
	got = channel_receive(sock, &q->head, sizeof(q->head), q->fds, 0);
	if (got <= 0)
		return false;
	if (got != sizeof(q->head))
		refuse(r, EBADMSG, "a request of %zd bytes", got);
	else if (!map(q, r))
		split(q, r);
	return true;
}

void request_close(struct request *q)
{
	channel_close(q->fds, NEST_FDS);
	free(q->strings);
	if (q->body)
		munmap(q->body, q->size);
}
