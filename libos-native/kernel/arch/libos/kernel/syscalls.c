// SPDX-License-Identifier: GPL-2.0
/* The system-call table: numbers of x86-64, from the tree's own list. */
#include <linux/syscalls.h>
#include <linux/signal.h>
#include <linux/unistd.h>
#include <asm/syscall.h>

SYSCALL_DEFINE0(rt_sigreturn)
{
	return -ENOSYS;
}

/* of x86 hardware, or without meaning where no program has an address space */
#define sys_mmap		sys_ni_syscall
#define sys_modify_ldt		sys_ni_syscall
#define sys_arch_prctl		sys_ni_syscall
#define sys_iopl		sys_ni_syscall
#define sys_ioperm		sys_ni_syscall
#define sys_memfd_secret	sys_ni_syscall
#define sys_map_shadow_stack	sys_ni_syscall
#define sys_uretprobe		sys_ni_syscall

#define __SYSCALL(nr, call)		[nr] = (void *)(call),
#define __SYSCALL_NORETURN(nr, call)	[nr] = (void *)(call),

const libos_syscall_t sys_call_table[__NR_syscalls] = {
	[0 ... __NR_syscalls - 1] = (void *)sys_ni_syscall,
#include <asm/syscalls_64.h>
};
