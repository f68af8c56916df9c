// SPDX-License-Identifier: Apache-2.0
/*
 * What is done to a program that has just been loaded: its clock and its random
 * bytes must be those of the node.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "programs.h"

/* Of what Linux tells a program that it starts; addresses, or 0. */
struct auxiliary {
	unsigned long vdso, random, file;
};

static struct auxiliary read_auxiliary(struct process *p)
{
	struct auxiliary a = { 0 };
	Elf64_auxv_t av[64];
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/auxv", p->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return a;
	n = read(fd, av, sizeof(av));
	close(fd);
	for (int i = 0; i < n / (ssize_t)sizeof(*av); i++) {
		if (av[i].a_type == AT_SYSINFO_EHDR)
			a.vdso = av[i].a_un.a_val;
		if (av[i].a_type == AT_RANDOM)
			a.random = av[i].a_un.a_val;
		if (av[i].a_type == AT_EXECFN)
			a.file = av[i].a_un.a_val;
	}
	return a;
}

/* The name of the file is the last on the stack but for eight bytes of zeros. */
static unsigned long last_word(struct process *p, unsigned long file)
{
	char path[PATH_SIZE];

	if (!file || !user_string(p, file, path, sizeof(path)))
		return 0;
	file += strlen(path) + 1;
	return file % PAGE == PAGE - 8 ? file : 0;
}

static void set_name(struct tracee *t)
{
	char path[64], comm[32] = "";
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/comm", t->p->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		ssize_t n = read(fd, comm, sizeof(comm) - 1);

		if (n > 0)
			comm[n - 1] = 0;
		close(fd);
	}
	mirror_call(t, LIBOS_NR_EXEC, scratch_string(t->p->node, comm), 0, 0, 0);
}

static void take_cloexec(struct tracee *t)
{
	struct files *f = t->p->files;

	memset(f->written, 0, sizeof(f->written));
	for (int fd = 0; fd < MAX_FDS; fd++)
		if ((in_set(f->libos, fd) || in_set(f->stand_in, fd)) &&
		    !fd_open_at_host(t->p, fd)) {
			put_in_set(f->libos, fd, false);
			put_in_set(f->stand_in, fd, false);
			notifier_forget(f, fd);
		}
}

void exec_prepare(struct tracee *t)
{
	struct process *p = t->p;
	struct auxiliary a = read_auxiliary(p);

	vdso_replace(p, a.vdso, last_word(p, a.file));
	if (p->files->refs > 1) {
		p->files->refs--;
		p->files = files_copy(p->files);
	}
	set_name(t);
	take_cloexec(t);
	rings_sweep(p->node);
	/* a canary and the like; the kernel of the node has the seed */
	if (a.random &&
	    mirror_call(t, SYS_getrandom, (uint64_t)p->node->all->scratch, 16, 0, 0) == 16)
		user_write(p, a.random, p->node->all->scratch, 16);
}
