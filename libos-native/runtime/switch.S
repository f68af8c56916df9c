/* SPDX-License-Identifier: Apache-2.0 */
/*
 * int lk_switch_in(shared, bias, entry, uint64_t *abandon_sp)
 * Calls entry(shared, bias).  Whatever becomes of the kernel, its signal handler
 * can come back here: lk_switch_abandon with the stack pointer left in
 * *abandon_sp returns -1 from this function.
 */
	.text
	.globl	lk_switch_in
	.hidden	lk_switch_in
	.type	lk_switch_in, @function
lk_switch_in:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	subq	$8, %rsp
	movq	%rsp, (%rcx)
	call	*%rdx
1:	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	ret
	.size	lk_switch_in, . - lk_switch_in

	.globl	lk_switch_abandon
	.hidden	lk_switch_abandon
	.type	lk_switch_abandon, @function
lk_switch_abandon:
	movl	$-1, %eax
	jmp	1b
	.size	lk_switch_abandon, . - lk_switch_abandon

	.section .note.GNU-stack,"",@progbits
