// SPDX-License-Identifier: Apache-2.0
/*
 * The vDSO of programs.  Its functions would read the host's clock, so they are
 * overwritten: with system calls, which are trapped, except that most reads of a clock
 * need none.  The last eight bytes of the main stack, which Linux leaves alone, hold
 * the node's clock for them:
 *
 *	(virtual ns since the start of the run) << 8 | reads that are left
 *
 * We set them before a thread goes on, if time has moved.  When no reads are left the
 * function makes the system call, which then counts as a look (clock.c): a program
 * that spins on the clock goes on doing so at our expense, but not for nothing.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "programs.h"

/* In the padding of the vDSO's e_ident: tells an execve() that failed from one that did not. */
#define MARK		"LKST"
#define MARK_AT		8

#define READS		64	/* that need no system call, each time */
#define FEW_READS	4	/* system calls of a program before we bother */
#define UNKNOWN		(~0UL)

/* What follows the code of the functions that read the word. */
struct constants {
	uint64_t word;			/* its address */
	uint64_t realtime, monotonic;	/* to be added to the time in it */
};

/*
 * %edi: clock, %rsi: result.  Without a system call: CLOCK_REALTIME, CLOCK_MONOTONIC,
 * CLOCK_MONOTONIC_RAW, CLOCK_BOOTTIME; CLOCK_PROCESS_CPUTIME_ID and
 * CLOCK_THREAD_CPUTIME_ID, which are zero, as computing takes no time.
 */
asm(".pushsection .rodata\n"
"vdso_clock_gettime:\n"
"	cmp	$7, %edi\n"
"	ja	9f\n"
"	mov	$0x9f, %eax\n"
"	bt	%edi, %eax\n"
"	jnc	9f\n"
"	mov	7f(%rip), %rdx\n"
"	mov	(%rdx), %rax\n"
"	test	%al, %al\n"
"	je	9f\n"
"	decq	(%rdx)\n"
"	mov	%edi, %edx\n"
"	and	$0xfe, %edx\n"
"	cmp	$2, %edx\n"
"	je	8f\n"
"	shr	$8, %rax\n"
"	mov	7f+8(%rip), %rdx\n"
"	test	%edi, %edi\n"
"	cmovnz	7f+16(%rip), %rdx\n"
"	add	%rdx, %rax\n"
"	xor	%edx, %edx\n"
"	mov	$1000000000, %ecx\n"
"	div	%rcx\n"
"	mov	%rax, (%rsi)\n"
"	mov	%rdx, 8(%rsi)\n"
"	xor	%eax, %eax\n"
"	ret\n"
"8:	xor	%eax, %eax\n"
"	mov	%rax, (%rsi)\n"
"	mov	%rax, 8(%rsi)\n"
"	ret\n"
"9:	mov	$228, %eax\n"
"	syscall\n"
"	ret\n"
"	.balign 8\n"
"7:	.quad	0, 0, 0\n"
"vdso_clock_gettime_end:\n"
/* %rdi: result, %rsi: time zone */
"	.balign 8\n"
"vdso_gettimeofday:\n"
"	test	%rsi, %rsi\n"
"	jne	9f\n"
"	test	%rdi, %rdi\n"
"	je	9f\n"
"	mov	7f(%rip), %rdx\n"
"	mov	(%rdx), %rax\n"
"	test	%al, %al\n"
"	je	9f\n"
"	decq	(%rdx)\n"
"	shr	$8, %rax\n"
"	add	7f+8(%rip), %rax\n"
"	xor	%edx, %edx\n"
"	mov	$1000000000, %ecx\n"
"	div	%rcx\n"
"	mov	%rax, (%rdi)\n"
"	mov	%edx, %eax\n"
"	xor	%edx, %edx\n"
"	mov	$1000, %ecx\n"
"	div	%ecx\n"
"	mov	%rax, 8(%rdi)\n"
"	xor	%eax, %eax\n"
"	ret\n"
"9:	mov	$96, %eax\n"
"	syscall\n"
"	ret\n"
"	.balign 8\n"
"7:	.quad	0, 0, 0\n"
"vdso_gettimeofday_end:\n"
"	.popsection\n");

extern const unsigned char vdso_clock_gettime[], vdso_clock_gettime_end[];
extern const unsigned char vdso_gettimeofday[], vdso_gettimeofday_end[];

static const struct replacement {
	const char *name;
	int nr;
	const unsigned char *code, *end;	/* where the word will do */
} replaced[] = {
	{ "__vdso_clock_gettime", SYS_clock_gettime, vdso_clock_gettime, vdso_clock_gettime_end },
	{ "__vdso_gettimeofday", SYS_gettimeofday, vdso_gettimeofday, vdso_gettimeofday_end },
	{ "__vdso_time", SYS_time, NULL, NULL },
	{ "__vdso_clock_getres", SYS_clock_getres, NULL, NULL },
	{ "__vdso_getcpu", SYS_getcpu, NULL, NULL },
	{ "__vdso_getrandom", SYS_getrandom, NULL, NULL },
};
#define N_REPLACED	(sizeof(replaced) / sizeof(*replaced))

static struct {
	const struct replacement *by;
	unsigned long offset, size;
} found[N_REPLACED];
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
		for (unsigned int k = 0; k < N_REPLACED && n_found < (int)N_REPLACED; k++)
			if (!strcmp(str + sym[i].st_name, replaced[k].name)) {
				found[n_found].by = &replaced[k];
				found[n_found].offset = sym[i].st_value;
				found[n_found++].size = sym[i].st_size;
			}
}

/* Where the clocks of the node stand, compared with the time since the start. */
static uint64_t offset_of(struct node *n, clockid_t clock)
{
	struct timespec *ts = (struct timespec *)n->all->scratch;

	if (keeper_call(n, SYS_clock_gettime, clock, (uint64_t)ts, 0, 0))
		return 0;
	return ts->tv_sec * 1000000000UL + ts->tv_nsec - n->all->now;
}

static void write_function(int fd, int i, unsigned long vdso, const struct constants *c)
{
	const struct replacement *r = found[i].by;
	const unsigned char call[8] = {		/* mov $nr, %eax; syscall; ret */
		0xb8, r->nr, r->nr >> 8, 0, 0, 0x0f, 0x05, 0xc3
	};
	size_t n = r->end - r->code;
	unsigned char code[256];

	if (!c->word || !r->code || n > found[i].size || n > sizeof(code)) {
		if (pwrite(fd, call, sizeof(call), vdso + found[i].offset) < 0)
			return;
	} else {
		memcpy(code, r->code, n);
		memcpy(code + n - sizeof(*c), c, sizeof(*c));
		if (pwrite(fd, code, n, vdso + found[i].offset) < 0)
			return;
	}
}

/*
 * word: where it may be, or 0.  /proc/PID/mem may write to read-only pages.
 */
void vdso_replace(struct process *p, unsigned long vdso, unsigned long word)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct node *n = p->node;
	struct constants c = { .word = word };
	char path[64];
	int fd;

	pthread_once(&once, find_functions);	/* simulations may run in several threads */
	p->vdso = vdso;
	p->word = p->word_value = 0;
	p->clock_reads = 0;
	if (!vdso)
		return;
	snprintf(path, sizeof(path), "/proc/%d/mem", p->pid);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	if (n->clock_set)
		c.word = 0;
	if (c.word) {
		c.realtime = offset_of(n, CLOCK_REALTIME);
		c.monotonic = offset_of(n, CLOCK_MONOTONIC);
		p->word = word;
	}
	for (int i = 0; i < n_found; i++)
		write_function(fd, i, vdso, &c);
	if (pwrite(fd, MARK, 4, vdso + MARK_AT) < 0)
		p->vdso = 0;
	close(fd);
}

bool vdso_is_replaced(struct process *p)
{
	char mark[4];

	return p->vdso && user_read(p, p->vdso + MARK_AT, mark, 4) == 4 && !memcmp(mark, MARK, 4);
}

/* ------------------------------------------------------------------- the word */

static void write_word(struct process *p, uint64_t word)
{
	if (word == p->word_value)
		return;
	p->word_value = word;
	user_write(p, p->word, &word, sizeof(word));
}

/*
 * Until both have called, a new thread and the one that made it run at once: which of
 * them takes a read would be chance.
 */
static bool has_newborn(const struct process *p)
{
	const struct tracee *cloner = p->node->cloner;

	return cloner && cloner->p == p && cloner->arg[0] & CLONE_VM &&
	       !(cloner->arg[0] & CLONE_VFORK);
}

/* A thread of it is about to go on. */
void vdso_wind(struct process *p)
{
	if (!p->word || p->clock_reads < FEW_READS || p->node->clock_set)
		return;
	write_word(p, has_newborn(p) ? 0 : p->node->all->now << 8 | READS);
}

/* It has made a system call to read the clock. */
void vdso_read(struct process *p)
{
	p->clock_reads++;
	p->word_value = UNKNOWN;
}

/* Somebody sets the clocks of the node: from now on only its kernel knows them. */
void vdso_distrust(struct node *n)
{
	for (struct process *p = n->processes; p && !n->clock_set; p = p->next)
		if (!p->dead && p->word)
			write_word(p, 0);
	n->clock_set = true;
}
