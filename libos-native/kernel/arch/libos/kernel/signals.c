// SPDX-License-Identifier: GPL-2.0
/*
 * Signals of mirror tasks.  Programs live at the host, and so do their handlers
 * and masks: what the kernel generates here (timers, SIGPIPE, SIGIO, the keys of
 * a terminal) is told to the host, which delivers it.
 */
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/signal.h>
#include <asm/host.h>

/* So that get_signal() hands all of them out; children are the host's affair. */
void libos_mirror_signals(struct task_struct *task)
{
	int i;

	for (i = 1; i <= _NSIG; i++)
		task->sighand->action[i - 1].sa.sa_handler =
			i == SIGCHLD ? SIG_IGN : (__sighandler_t)2;
}

static void tell(unsigned int slot, const struct kernel_siginfo *info, int sig, bool own)
{
	struct libos_done *d = libos_done_entry();

	d->task = slot;
	d->kind = own ? LIBOS_SIGNAL_THREAD : LIBOS_SIGNAL;
	d->result = sig;
	d->code = info->si_code;
	switch (siginfo_layout(sig, info->si_code)) {
	case SIL_TIMER:
		d->id = info->si_tid;
		d->value = (unsigned long)info->si_ptr;
		break;
	case SIL_POLL:
		d->id = info->si_fd;
		d->value = info->si_band;
		break;
	default:
		d->id = info->si_pid;
		d->value = (unsigned long)info->si_ptr;
	}
}

void libos_tell_signals(unsigned int slot)
{
	struct ksignal ksig;
	sigset_t own;

	while (signal_pending(current)) {
		own = current->pending.signal;	/* what is taken first */
		if (!get_signal(&ksig))
			break;
		tell(slot, &ksig.info, ksig.sig, sigismember(&own, ksig.sig));
	}
	restore_saved_sigmask();
}
