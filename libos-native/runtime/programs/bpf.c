// SPDX-License-Identifier: Apache-2.0
/* bpf() is the LibOS's; some of its commands make a descriptor. */
#define _GNU_SOURCE
#include <linux/bpf.h>
#include <sys/syscall.h>
#include "calls.h"
#include "files.h"

static bool makes_descriptor(int command)
{
	switch (command) {
	case BPF_MAP_CREATE: case BPF_PROG_LOAD: case BPF_OBJ_GET: case BPF_BTF_LOAD:
	case BPF_PROG_GET_FD_BY_ID: case BPF_MAP_GET_FD_BY_ID: case BPF_BTF_GET_FD_BY_ID:
	case BPF_LINK_GET_FD_BY_ID: case BPF_RAW_TRACEPOINT_OPEN: case BPF_LINK_CREATE:
	case BPF_ENABLE_STATS: case BPF_ITER_CREATE:
	case 36:	/* BPF_TOKEN_CREATE */
		return true;
	}
	return false;
}

/* Its descriptors are closed on exec, whatever is asked for. */
void call_bpf(struct tracee *t)
{
	if (!makes_descriptor(A(t, 0)))
		return forward_reply(t);
	t->arg[0] = true;
	forward(t, then_fd);
}
