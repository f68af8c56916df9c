/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _ASM_LIBOS_BUG_H
#define _ASM_LIBOS_BUG_H

#ifndef __ASSEMBLY__
/* The reason for the panic shall say where, not just "BUG!". */
void __attribute__((__noreturn__)) libos_bug(const char *file, int line);
#define HAVE_ARCH_BUG
#define BUG()		libos_bug(__FILE__, __LINE__)
#define HAVE_ARCH_BUG_ON
#define BUG_ON(condition)						\
do {									\
	if (__builtin_expect(!!(condition), 0))				\
		BUG();							\
} while (0)
#endif

#include <asm-generic/bug.h>
#endif
