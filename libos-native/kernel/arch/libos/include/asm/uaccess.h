/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _ASM_LIBOS_UACCESS_H
#define _ASM_LIBOS_UACCESS_H

#include <linux/string.h>
#include <linux/version.h>

/* What the current call may point to; all else is -EFAULT. */
extern unsigned long libos_user_base, libos_user_size;

/* Does all of it lie in user memory? */
static inline bool libos_user_range(const void __user *p, unsigned long n)
{
	unsigned long off = (unsigned long)p - libos_user_base;
	unsigned long size = libos_user_size;

	return (n <= size && off <= size - n) || !n;
}

#define __access_ok(p, n)	libos_user_range(p, n)
#include <asm-generic/access_ok.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long raw_copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long libos_clear_user(void __user *to, unsigned long n);
#define __clear_user libos_clear_user

/* Is this memory of the kernel: RAM, text, or data? */
static inline bool libos_kernel_range(unsigned long p, unsigned long n)
{
	extern unsigned long memory_start, memory_end;
	extern char _stext[], _etext[], __libos_data_start[], _end[];

	return (p >= memory_start && p + n <= memory_end) ||
	       (p >= (unsigned long)_stext && p + n <= (unsigned long)_etext) ||
	       (p >= (unsigned long)__libos_data_start && p + n <= (unsigned long)_end);
}

#define __get_kernel_nofault(dst, src, type, err_label)			\
do {									\
	if (!libos_kernel_range((unsigned long)(src), sizeof(type)))	\
		goto err_label;						\
	*((type *)(dst)) = get_unaligned((type *)(src));		\
} while (0)

#define __put_kernel_nofault(dst, src, type, err_label)			\
do {									\
	if (!libos_kernel_range((unsigned long)(dst), sizeof(type)))	\
		goto err_label;						\
	put_unaligned(*((type *)(src)), (type *)(dst));			\
} while (0)

#include <asm-generic/uaccess.h>
#endif
