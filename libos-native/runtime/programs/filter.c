// SPDX-License-Identifier: Apache-2.0
/* The seccomp filter of programs: a bitmap of call numbers as a tree of comparisons. */
#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/filter.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include "programs.h"

#define WORDS	16		/* of 32 calls */
#define ROOM	512

struct code {
	struct sock_filter *at;
	int n;
};

static void op(struct code *c, int code, unsigned int k, int jt, int jf)
{
	c->at[c->n++] = (struct sock_filter) { code, jt, jf, k };
}

/* The number is in A and below 32 * hi; the bit of it in word[] decides. */
static void tree(struct code *c, const uint32_t *word, int lo, int hi)
{
	int mid = (lo + hi) / 2, jump = c->n;

	if (hi - lo > 1) {
		op(c, BPF_JMP | BPF_JGE | BPF_K, mid * 32, 0, 0);
		tree(c, word, lo, mid);
		c->at[jump].jt = c->n - jump - 1;
		tree(c, word, mid, hi);
		return;
	}
	if (!word[lo]) {
		op(c, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
		return;
	}
	op(c, BPF_ALU | BPF_AND | BPF_K, 31, 0, 0);
	op(c, BPF_MISC | BPF_TAX, 0, 0, 0);
	op(c, BPF_LD | BPF_IMM, word[lo], 0, 0);
	op(c, BPF_ALU | BPF_RSH | BPF_X, 0, 0, 0);
	op(c, BPF_JMP | BPF_JSET | BPF_K, 1, 0, 1);
	op(c, BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF, 0, 0);
	op(c, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

/* Calls of another architecture, and those of x32, end the process. */
void filter_make(struct programs *p)
{
	uint32_t word[WORDS] = { 0 };
	struct code c = { calloc(ROOM, sizeof(*c.at)), 0 };

	for (int nr = 0; nr < WORDS * 32; nr++)
		if (call_trapped(nr))
			word[nr / 32] |= 1U << nr % 32;
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
	op(&c, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	op(&c, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
	op(&c, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
	op(&c, BPF_JMP | BPF_JGE | BPF_K, WORDS * 32, 0, 1);
	op(&c, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	/* of mmap() only what maps a file and shares it */
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 4);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[3]), 0, 0);
	op(&c, BPF_ALU | BPF_AND | BPF_K, MAP_SHARED | MAP_ANONYMOUS, 0, 0);
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, MAP_SHARED, 1, 0);
	op(&c, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	/* of rt_sigprocmask() only what may unblock */
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigprocmask, 0, 5);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]), 0, 0);
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, SIG_BLOCK, 2, 0);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1]), 0, 0);
	op(&c, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
	op(&c, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	op(&c, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	tree(&c, word, 0, WORDS);
	p->filter = c.at;
	p->filter_length = c.n;
}
