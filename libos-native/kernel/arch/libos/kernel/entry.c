// SPDX-License-Identifier: GPL-2.0
/* The way in from the host, and back. */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/start_kernel.h>
#include <linux/hardirq.h>
#include <linux/cpu.h>
#include <linux/string.h>
#include <linux/version.h>
#include <asm/irq_regs.h>
#include <asm/host.h>

struct libos_shared *libos_host;
int libos_irq_on;

static unsigned long host_sp;		/* where the host waits for us to return */
static unsigned long kernel_sp;		/* where the kernel goes on when entered */

static void __ref libos_boot(void *unused)
{
	start_kernel();
}

/* From libos_entry; on the host's stack. */
int libos_enter(struct libos_shared *sh)
{
	if (!libos_host) {
		if (sh->abi != LIBOS_ABI)
			return -1;
		libos_host = sh;
		libos_user_select(0);
		sh->deadline = LIBOS_NONE;
		sh->state = LIBOS_BOOTING;
		libos_stack_low = (unsigned long)&init_thread_union;
		kernel_sp = libos_make_stack((void *)&init_thread_union + THREAD_SIZE,
					     libos_boot, NULL);
	}
	if (sh->state != LIBOS_DEAD)
		libos_switch_stack(&host_sp, kernel_sp);
	return sh->state;
}

/* Return to the host from anywhere; comes back when it enters us again. */
void libos_leave(void)
{
	libos_user_end();
	libos_switch_stack(&kernel_sp, host_sp);
}

void __noreturn libos_die(enum libos_crash_kind kind, const char *reason)
{
	struct libos_crash *crash = &libos_host->crash;
	unsigned long never;

	if (crash->kind == LIBOS_ALIVE) {
		crash->kind = kind;
		strscpy(crash->reason, reason, sizeof(crash->reason));
	}
	libos_host->state = LIBOS_DEAD;
	libos_host->deadline = LIBOS_NONE;
	libos_user_end();
	libos_switch_stack(&never, host_sp);
	__builtin_unreachable();
}

/* ------------------------------------------------------------------ idle */

static struct pt_regs idle_regs;	/* the tick looks at them */

/* Everything that hardware would interrupt for. */
bool libos_interrupt(void)
{
	struct pt_regs *old = set_irq_regs(&idle_regs);
	bool did;

	irq_enter();
	did = libos_timer_irq();
	did |= libos_net_irq();
	did |= libos_task_irq();
	irq_exit();
	set_irq_regs(old);
	return did;
}

static inline bool libos_work(void)
{
	const struct libos_shared *h = libos_host;

	return h->now >= h->deadline || h->n_rx || h->n_call || h->stalled;
}

/* An entry that brings nothing costs two stack switches. */
void arch_cpu_idle(void)
{
	do {
		if (libos_host->now < libos_host->deadline)
			libos_leave();
	} while (!libos_work());
	libos_interrupt();
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
	raw_local_irq_enable();
#endif
}
