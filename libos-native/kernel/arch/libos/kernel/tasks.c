// SPDX-License-Identifier: GPL-2.0
/* Simulated tasks: kernel tasks that run the system calls that the host posts. */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/resume_user_mode.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/signal.h>
#include <linux/task_work.h>
#include <asm/syscall.h>
#include <asm/host.h>

struct libos_task {
	struct task_struct *task;
	struct libos_call call;
	bool pending;
	bool exiting;
};

static struct libos_task *tasks[LIBOS_TASKS];

static struct libos_task *find_task(u64 slot)
{
	return slot < LIBOS_TASKS ? tasks[slot] : NULL;
}

static void complete_call(unsigned int slot, long result)
{
	struct libos_shared *h = libos_host;
	struct libos_done *d;

	while (h->n_done == LIBOS_BATCH) {
		h->stalled = 1;
		libos_leave();
	}
	d = &h->done[h->n_done];
	d->task = slot;
	d->result = result;
	h->n_done++;
}

/* On entry: hand each call to its task. */
bool libos_task_irq(void)
{
	struct libos_shared *h = libos_host;
	unsigned int i, n = h->n_call;

	for (i = 0; i < n; i++) {
		const struct libos_call *c = &h->call[i];
		struct libos_task *t = find_task(c->task);

		if (!t || !t->task || t->pending) {
			complete_call(c->task, t && t->task ? -EBUSY : -ESRCH);
			continue;
		}
		t->call = *c;
		t->pending = true;
		wake_up_process(t->task);
	}
	h->n_call = 0;
	return n;
}

static int task_fn(void *slot)
{
	libos_task_main((unsigned long)slot);
	return 0;
}

static long clone_task(u64 slot, u64 flags)
{
	long pid;

	if (slot >= LIBOS_TASKS || tasks[slot])
		return -EINVAL;
	tasks[slot] = kzalloc(sizeof(**tasks), GFP_KERNEL);
	if (!tasks[slot])
		return -ENOMEM;
	pid = user_mode_thread(task_fn, (void *)slot, flags);
	if (pid < 0) {
		kfree(tasks[slot]);
		tasks[slot] = NULL;
	}
	return pid;
}

static long interrupt_task(u64 slot)
{
	struct libos_task *t = find_task(slot);

	if (!t || !t->task)
		return -ESRCH;
	if (t->pending)
		set_notify_signal(t->task);
	return 0;
}

static long do_call(struct libos_task *t)
{
	const struct libos_call *c = &t->call;
	const u64 *a = c->args;

	if (likely(c->nr < __NR_syscalls))
		return sys_call_table[c->nr](a[0], a[1], a[2], a[3], a[4], a[5]);
	switch (c->nr) {
	case LIBOS_NR_NULL:
		return 0;
	case LIBOS_NR_CLONE:
		return clone_task(a[0], a[1]);
	case LIBOS_NR_EXIT:
		t->exiting = true;
		return 0;
	case LIBOS_NR_INTERRUPT:
		return interrupt_task(a[0]);
	case LIBOS_NR_NETDEV_ADD:
		return libos_net_add(a[0], (const char __user *)a[1], (const u8 __user *)a[2],
				     a[3], a[4]);
	case LIBOS_NR_NETDEV_DEL:
		return libos_net_del(a[0]);
	case LIBOS_NR_NETDEV_CARRIER:
		return libos_net_carrier(a[0], a[1]);
	}
	return -ENOSYS;
}

/* Work on the way back to user mode: fput(), task work, signals. */
static long leave_call(struct pt_regs *regs, long result)
{
	struct ksignal ksig;

	if (test_thread_flag(TIF_NOTIFY_RESUME) || task_work_pending(current))
		resume_user_mode_work(regs);
	if (signal_pending(current)) {
		get_signal(&ksig);
		restore_saved_sigmask();
	}
	switch (result) {
	case -ERESTARTSYS:
	case -ERESTARTNOINTR:
	case -ERESTARTNOHAND:
	case -ERESTART_RESTARTBLOCK:
		return -EINTR;
	}
	return result;
}

/*
 * Task 0 is pid 1, and the others inherit from it: exact timers (no slack of
 * 50 us, and for FIFO tasks poll() and epoll_wait() add none of 0.1 %), a
 * run order that does not depend on CPU time, and no death by a signal.
 */
static void first_task(void)
{
	int i;

	current->timer_slack_ns = current->default_timer_slack_ns = 1;
	sched_set_fifo(current);
	for (i = 1; i <= _NSIG; i++)
		if (i != SIGKILL && i != SIGSTOP)
			current->sighand->action[i - 1].sa.sa_handler = SIG_IGN;
	tasks[0] = kzalloc(sizeof(**tasks), GFP_KERNEL);
	if (!tasks[0])
		panic("libos: no memory for the first task");
	libos_host->state = LIBOS_READY;
}

void libos_task_main(unsigned int slot)
{
	struct pt_regs *regs = current_pt_regs();
	struct libos_task *t;
	long result;

	if (!slot)
		first_task();
	t = tasks[slot];
	t->task = current;
	while (!t->exiting) {
		set_current_state(TASK_IDLE);
		if (!t->pending) {
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		regs->nr = t->call.nr;
		result = leave_call(regs, do_call(t));
		t->pending = false;
		complete_call(slot, result);
	}
	tasks[slot] = NULL;
	kfree(t);
	do_exit(0);
}
