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
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "programs.h"

/* In the padding of the vDSO's e_ident: tells an execve() that failed from one that did not. */
#define MARK		"LKST"
#define MARK_AT		8

/* Functions of the vDSO that would read the host's clock or CPU number. */
static const struct { const char *name; int nr; } replaced[] = {
	{ "__vdso_clock_gettime", SYS_clock_gettime },
	{ "__vdso_gettimeofday", SYS_gettimeofday },
	{ "__vdso_time", SYS_time },
	{ "__vdso_clock_getres", SYS_clock_getres },
	{ "__vdso_getcpu", SYS_getcpu },
	{ "__vdso_getrandom", SYS_getrandom },
};
#define N_REPLACED	(sizeof(replaced) / sizeof(*replaced))

static struct { unsigned long offset; int nr; } found[2 * N_REPLACED];
static int n_found;

/* All processes have the same vDSO as we do. */
static void find_functions(void)
{
	unsigned long base = getauxval(AT_SYSINFO_EHDR);
	const Elf64_Ehdr *e = (void *)base;
	const Elf64_Sym *sym = NULL;
	const char *str = NULL;
	unsigned long n_sym = 0;

	if (!base)
		return;
	for (int i = 0; i < e->e_phnum; i++) {
		const Elf64_Phdr *ph = (const Elf64_Phdr *)(base + e->e_phoff) + i;

		if (ph->p_type != PT_DYNAMIC)
			continue;
		for (const Elf64_Dyn *d = (void *)(base + ph->p_offset); d->d_tag; d++) {
			if (d->d_tag == DT_SYMTAB)
				sym = (void *)(base + d->d_un.d_ptr);
			if (d->d_tag == DT_STRTAB)
				str = (void *)(base + d->d_un.d_ptr);
			if (d->d_tag == DT_HASH)
				n_sym = ((const uint32_t *)(base + d->d_un.d_ptr))[1];
		}
	}
	if (!sym || !str)
		return;
	if (!n_sym)	/* only DT_GNU_HASH: the strings follow the symbols */
		n_sym = ((unsigned long)str - (unsigned long)sym) / sizeof(*sym);
	for (unsigned long i = 0; i < n_sym; i++)
		for (unsigned int k = 0; k < N_REPLACED; k++)
			if (!strcmp(str + sym[i].st_name, replaced[k].name)) {
				found[n_found].offset = sym[i].st_value;
				found[n_found++].nr = replaced[k].nr;
			}
}

static unsigned long auxiliary(struct process *p, unsigned long *random)
{
	unsigned long vdso = 0;
	Elf64_auxv_t av[64];
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/auxv", p->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, av, sizeof(av));
	close(fd);
	for (int i = 0; i < n / (ssize_t)sizeof(*av); i++) {
		if (av[i].a_type == AT_SYSINFO_EHDR)
			vdso = av[i].a_un.a_val;
		if (av[i].a_type == AT_RANDOM)
			*random = av[i].a_un.a_val;
	}
	return vdso;
}

/* /proc/PID/mem may write to read-only pages. */
static void patch(struct process *p)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", p->pid);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	for (int i = 0; i < n_found; i++) {
		const unsigned char code[8] = {		/* mov $nr, %eax; syscall; ret */
			0xb8, found[i].nr, found[i].nr >> 8, 0, 0, 0x0f, 0x05, 0xc3
		};

		if (pwrite(fd, code, sizeof(code), p->vdso + found[i].offset) < 0)
			break;
	}
	if (pwrite(fd, MARK, 4, p->vdso + MARK_AT) < 0)
		p->vdso = 0;
	close(fd);
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
		}
}

void exec_prepare(struct tracee *t)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	unsigned long random = 0;
	struct process *p = t->p;

	pthread_once(&once, find_functions);	/* simulations may run in several threads */
	p->vdso = auxiliary(p, &random);
	if (p->vdso)
		patch(p);
	if (p->files->refs > 1) {
		p->files->refs--;
		p->files = files_copy(p->files);
	}
	set_name(t);
	take_cloexec(t);
	rings_sweep(p->node);
	/* a canary and the like; the kernel of the node has the seed */
	if (random && mirror_call(t, SYS_getrandom, (uint64_t)p->node->all->scratch, 16, 0, 0) == 16)
		user_write(p, random, p->node->all->scratch, 16);
}

bool exec_prepared(struct process *p)
{
	char mark[4];

	return p->vdso && user_read(p, p->vdso + MARK_AT, mark, 4) == 4 && !memcmp(mark, MARK, 4);
}
