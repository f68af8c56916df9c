/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only places that touch the stack pointer and %rbx, which is reserved
 * everywhere else (-ffixed-rbx): it holds the load bias of the data.
 */
#include <linux/linkage.h>

	.text
/*
 * void libos_switch_stack(unsigned long *save_sp, unsigned long new_sp)
 * Between coroutines, and between them and the host.
 */
	.globl	libos_switch_stack
	.hidden	libos_switch_stack
	.type	libos_switch_stack, @function
libos_switch_stack:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, (%rdi)
	movq	%rsi, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	ret
	.size	libos_switch_stack, . - libos_switch_stack

/* Where a new stack starts: %r13 is the function, %r12 its argument. */
	.globl	libos_new_stack
	.hidden	libos_new_stack
	.type	libos_new_stack, @function
libos_new_stack:
	xorl	%ebp, %ebp
	andq	$-16, %rsp
	movq	%r12, %rdi
	call	*%r13
	ud2
	.size	libos_new_stack, . - libos_new_stack

/*
 * int libos_entry(struct libos_shared *, unsigned long data_bias)
 * What the host left in registers must not be seen, not even in an oops.
 */
	.globl	libos_entry
	.type	libos_entry, @function
libos_entry:
	pushq	%rbx
	movq	%rsi, %rbx
	xorl	%eax, %eax
	xorl	%ecx, %ecx
	xorl	%edx, %edx
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	xorl	%r11d, %r11d
	call	libos_enter
	popq	%rbx
	ret
	.size	libos_entry, . - libos_entry

/*
 * Where the host's signal handler sends us after a fault: with any stack, but
 * with %rbx set and libos_crash filled in.
 */
	.globl	libos_fault
	.type	libos_fault, @function
libos_fault:
	cld
	leaq	libos_fault_stack_end(%rip), %rsp
	xorl	%ebp, %ebp
	call	libos_fault_c
	ud2
	.size	libos_fault, . - libos_fault

	.bss
	.balign	4096
libos_fault_stack:
	.skip	32768
	.hidden	libos_fault_stack_end
libos_fault_stack_end:
	.skip	64

	.section .note.GNU-stack,"",@progbits
