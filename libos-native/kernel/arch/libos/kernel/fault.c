// SPDX-License-Identifier: GPL-2.0
/* Faults in kernel context, which reach us as signals of the host. */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/sched/debug.h>
#include <linux/signal.h>
#include <linux/printk.h>
#include <asm/host.h>

static bool nested;

static const char *name_fault(const struct libos_crash *c, char *buf, size_t size)
{
	switch (c->kind) {
	case LIBOS_ENDLESS_LOOP:
		return "watchdog: kernel code does not return to idle";
	case LIBOS_STACK_OVERFLOW:
		return "kernel stack overflow";
	}
	switch (c->signal) {
	case SIGILL:
		return "invalid opcode";
	case SIGFPE:
		return "divide error";
	}
	if (c->address < PAGE_SIZE)
		snprintf(buf, size, "kernel NULL pointer dereference, address: %016llx",
			 c->address);
	else
		snprintf(buf, size, "unable to handle page fault for address: %016llx",
			 c->address);
	return buf;
}

void __noreturn libos_bug(const char *file, int line)
{
	panic("kernel BUG at %s:%d!", file, line);
}

/* On a stack of its own. */
void libos_fault_c(void)
{
	struct libos_crash *c = &libos_host->crash;
	const u64 *r = c->regs;
	char buf[96];

	if (c->kind == LIBOS_ALIVE) {
		c->kind = LIBOS_OOPS;
		if (c->signal == SIGSEGV && (c->sp < libos_stack_low ||
					     c->sp >= libos_stack_low + THREAD_SIZE))
			c->kind = LIBOS_STACK_OVERFLOW;
	}
	strscpy(c->reason, name_fault(c, buf, sizeof(buf)), sizeof(c->reason));
	if (nested)	/* a fault while we tell of one */
		libos_die(c->kind, c->reason);
	nested = true;
	oops_in_progress++;
	pr_emerg("BUG: %s\n", c->reason);
	pr_emerg("CPU: 0 PID: %d Comm: %.16s\n", current->pid, current->comm);
	pr_emerg("RIP: %pS\n", (void *)c->ip);
	pr_emerg("RAX: %016llx RBX: %016llx RCX: %016llx RDX: %016llx\n", r[0], r[1], r[2], r[3]);
	pr_emerg("RSI: %016llx RDI: %016llx RBP: %016llx RSP: %016llx\n", r[4], r[5], r[6], r[7]);
	pr_emerg("R08: %016llx R09: %016llx R10: %016llx R11: %016llx\n", r[8], r[9], r[10], r[11]);
	pr_emerg("R12: %016llx R13: %016llx R14: %016llx R15: %016llx\n", r[12], r[13], r[14], r[15]);
	libos_show_stack(current, (unsigned long *)c->sp, c->ip, KERN_EMERG);
	pr_emerg("---[ end Kernel panic - not syncing: Fatal exception ]---\n");
	libos_die(c->kind, c->reason);
}
