// SPDX-License-Identifier: Apache-2.0
/* Network name spaces are the LibOS's; of the others both sides have their part. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include "calls.h"
#include "files.h"

#define OF_LIBOS	(CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC)

void call_unshare(struct tracee *t)
{
	unsigned long flags = A(t, 0);
	long r;

	if (flags & (CLONE_NEWUSER | CLONE_NEWPID))
		return reply(t, -EPERM);
	if (flags & CLONE_FILES && t->p->files->refs > 1) {
		t->p->files->refs--;
		t->p->files = files_copy(t->p->files);
	}
	r = mirror_call(t, SYS_unshare, flags & (OF_LIBOS | CLONE_FILES | CLONE_FS), 0, 0, 0);
	if (r)
		return reply(t, r);
	if (flags & CLONE_NEWNS) {
		t->p->own_root = true;
		path_forget(t->p);
	}
	if (flags & (CLONE_NEWNS | CLONE_FILES | CLONE_FS))
		return reply_host(t);
	reply(t, 0);
}

void call_setns(struct tracee *t)
{
	if (fd_is_libos(t, A(t, 0)))
		return forward_reply(t);
	t->p->own_root = true;
	path_forget(t->p);
	reply_host(t);
}
