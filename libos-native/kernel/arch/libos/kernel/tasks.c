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
#include <linux/fdtable.h>
#include <linux/idr.h>
#include <linux/pid_namespace.h>
#include <linux/posix-timers.h>
#include <linux/uaccess.h>
#include <asm/syscall.h>
#include <asm/host.h>

struct libos_task {
	struct task_struct *task;
	struct libos_call call;
	bool pending;
	bool exiting;
	bool mirror;
};

static struct libos_task *tasks[LIBOS_TASKS];

static struct libos_task *find_task(u64 slot)
{
	return slot < LIBOS_TASKS ? tasks[slot] : NULL;
}

/* Where to put what the host shall know next. */
struct libos_done *libos_done_entry(void)
{
	struct libos_shared *h = libos_host;

	while (h->n_done == LIBOS_BATCH) {
		h->stalled = 1;
		libos_leave();
	}
	return &h->done[h->n_done++];
}

static void complete_call(unsigned int slot, long result)
{
	struct libos_done *d = libos_done_entry();

	d->task = slot;
	d->kind = LIBOS_RETURNED;
	d->result = result;
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

/* In the context of the task that becomes its parent. */
static long clone_task(u64 slot, u64 flags, u64 wanted)
{
	struct idr *pids = &task_active_pid_ns(current)->idr;
	unsigned int cursor = idr_get_cursor(pids);
	struct kernel_clone_args args = {
		.flags = (lower_32_bits(flags) | CLONE_VM | CLONE_UNTRACED) & ~CSIGNAL,
		.exit_signal = lower_32_bits(flags) & CSIGNAL,
		.fn = task_fn,
		.fn_arg = (void *)slot,
	};
	long pid;

	if (slot >= LIBOS_TASKS || tasks[slot])
		return -EINVAL;
	tasks[slot] = kzalloc(sizeof(**tasks), GFP_KERNEL);
	if (!tasks[slot])
		return -ENOMEM;
	tasks[slot]->mirror = flags & LIBOS_CLONE_MIRROR;
	if (wanted)		/* as /proc/sys/kernel/ns_last_pid does */
		idr_set_cursor(pids, wanted);
	pid = kernel_clone(&args);
	if (wanted)
		idr_set_cursor(pids, cursor);
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

/* Its slot is free once its last call has returned. */
static long kill_task(u64 slot)
{
	struct libos_task *t = find_task(slot);

	if (!t || !t->task)
		return -ESRCH;
	t->exiting = true;
	set_notify_signal(t->task);
	wake_up_process(t->task);
	return 0;
}

/* What is left of execve() for a task that has no program of its own. */
static long exec_task(const char __user *name)
{
	char comm[TASK_COMM_LEN] = "";
	int err = strncpy_from_user(comm, name, sizeof(comm) - 1) < 0 ? -EFAULT : unshare_files();

	if (err)
		return err;
	do_close_on_exec(current->files);
	exit_itimers(current);
	set_task_comm(current, comm);
	current->flags &= ~PF_FORKNOEXEC;	/* setpgid() refuses from now on */
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
		return clone_task(a[0], a[1], a[2]);
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
	case LIBOS_NR_EXEC:
		return exec_task((const char __user *)a[0]);
	case LIBOS_NR_KILL:
		return kill_task(a[0]);
	case LIBOS_NR_PACKET_RINGS:
		return libos_packet_rings(a[0], (struct libos_area __user *)a[1], a[2]);
	case LIBOS_NR_HOLD_AREAS:
		return libos_hold_areas((const struct libos_area __user *)a[0], a[1], a[2]);
	}
	return -ENOSYS;
}

/* Work on the way back to user mode: fput(), task work, signals. */
static long leave_call(struct libos_task *t, unsigned int slot, long result)
{
	struct ksignal ksig;

	if (test_thread_flag(TIF_NOTIFY_RESUME) || task_work_pending(current))
		resume_user_mode_work(current_pt_regs());
	if (t->mirror) {
		libos_tell_signals(slot);
		return result;
	}
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

static void run_call(struct libos_task *t, unsigned int slot)
{
	struct pt_regs *regs = current_pt_regs();
	long result;

	regs->nr = t->call.nr;
	current->thread.process = t->call.process;
	libos_user_select(t->call.process);
	if (t->mirror)
		current->files->next_fd = LIBOS_NEW_FD;
	result = leave_call(t, slot, libos_user_result(do_call(t)));
	t->pending = false;
	complete_call(slot, result);
}

void libos_task_main(unsigned int slot)
{
	struct libos_task *t;

	if (!slot)
		first_task();
	t = tasks[slot];
	t->task = current;
	if (t->mirror)
		libos_mirror_signals(current);
	while (!t->exiting) {
		set_current_state(t->mirror ? TASK_INTERRUPTIBLE : TASK_IDLE);
		if (t->pending) {
			__set_current_state(TASK_RUNNING);
			run_call(t, slot);
		} else if (t->mirror && signal_pending(current)) {
			__set_current_state(TASK_RUNNING);
			libos_tell_signals(slot);
		} else {
			schedule();
		}
	}
	__set_current_state(TASK_RUNNING);
	tasks[slot] = NULL;
	kfree(t);
	do_exit(0);
}
