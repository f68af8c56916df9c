// SPDX-License-Identifier: GPL-2.0
/* Kernel threads are coroutines on their own stacks. */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/debug.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/ptrace.h>
#include <linux/elf.h>
#include <linux/binfmts.h>
#include <linux/fs.h>
#include <linux/file.h>
#include <linux/kallsyms.h>
#include <linux/task_work.h>
#include <linux/uaccess.h>
#include <linux/init.h>
#include <linux/init_syscalls.h>
#include <asm/sections.h>
#include <asm/switch_to.h>
#include <asm/host.h>

struct task_struct *libos_current = &init_task;
unsigned long libos_stack_low;		/* of the running thread */

static struct task_struct *switched_from;

struct task_struct *__switch_to(struct task_struct *prev, struct task_struct *next)
{
	switched_from = prev;
	libos_current = next;
	libos_stack_low = (unsigned long)task_stack_page(next);
	if (unlikely(next->thread.process != libos_process))
		libos_user_select(next->thread.process);
	libos_switch_stack(&prev->thread.sp, next->thread.sp);
	return switched_from;
}

/* Build the frame that libos_switch_stack() pops. */
unsigned long libos_make_stack(void *top, void (*fn)(void *), void *arg)
{
	unsigned long *sp = top;

	*--sp = 0;
	*--sp = (unsigned long)libos_new_stack;	/* return address */
	*--sp = 0;				/* rbp */
	asm("movq %%rbx, %0" : "=m"(*--sp));	/* rbx: the same everywhere */
	*--sp = (unsigned long)arg;		/* r12 */
	*--sp = (unsigned long)fn;		/* r13 */
	*--sp = 0;				/* r14 */
	*--sp = 0;				/* r15 */
	return (unsigned long)sp;
}

/* Where every thread starts. */
static void libos_thread(void *unused)
{
	schedule_tail(switched_from);
	if (current->thread.fn)
		current->thread.fn(current->thread.arg);
	/* "to user mode": pid 1 after its execve(); the others never get here */
	libos_task_main(0);
	do_exit(0);
}

int copy_thread(struct task_struct *p, const struct kernel_clone_args *args)
{
	if (!args->fn)		/* fork() has no meaning without a user stack */
		return -ENOSYS;
	p->thread.fn = args->fn;
	p->thread.arg = args->fn_arg;
	p->thread.sp = libos_make_stack(task_pt_regs(p), libos_thread, NULL);
	return 0;
}

/*
 * The file systems that every Linux machine has mounted, and something to run.
 * Linux wants to execve() something as pid 1.  It finds an empty /init and a
 * binary format that accepts it, takes over the new (empty) address space and
 * starts nothing: kernel_init() then finishes its work and returns to
 * libos_thread() as if to user mode.
 */
static int libos_load_binary(struct linux_binprm *bprm)
{
	int err = begin_new_exec(bprm);

	if (err)
		return err;
	setup_new_exec(bprm);
	finalize_exec(bprm);
	return 0;
}

static struct linux_binfmt libos_binfmt = {
	.load_binary = libos_load_binary,
};

static int __init libos_user_space(void)
{
	static const char *const mounts[][2] = {
		{ "proc", "/proc" }, { "sysfs", "/sys" }, { "tmpfs", "/tmp" },
		{ "devtmpfs", "/dev" }, { "devpts", "/dev/pts" }, { "tmpfs", "/run" },
		{ "mqueue", "/dev/mqueue" },
	};
	static const char *const links[][2] = {
		{ "/run", "/var/run" }, { "/proc/self/fd", "/dev/fd" },
		{ "/proc/self/fd/0", "/dev/stdin" }, { "/proc/self/fd/1", "/dev/stdout" },
		{ "/proc/self/fd/2", "/dev/stderr" },
	};
	struct file *f;
	int i;

	for (i = 0; i < ARRAY_SIZE(mounts); i++) {
		init_mkdir(mounts[i][1], 0755);
		init_mount(mounts[i][0], mounts[i][1], mounts[i][0], 0, NULL);
	}
	init_mkdir("/var", 0755);
	for (i = 0; i < ARRAY_SIZE(links); i++)
		init_symlink(links[i][0], links[i][1]);
	f = filp_open("/init", O_CREAT | O_WRONLY, 0755);

	if (IS_ERR(f))
		return PTR_ERR(f);
	fput(f);
	task_work_run();	/* pid 1 is no kthread: its fput() is task work */
	register_binfmt(&libos_binfmt);
	return 0;
}
late_initcall(libos_user_space);

unsigned long __get_wchan(struct task_struct *p)
{
	return 0;
}

void ptrace_disable(struct task_struct *child)
{
}

long arch_ptrace(struct task_struct *child, long request, unsigned long addr,
		 unsigned long data)
{
	return -EIO;
}

void show_regs(struct pt_regs *regs)
{
}

/* Where the function starts that holds this address, or 0; cold parts count to their function. */
static unsigned long function_of(unsigned long addr)
{
	static char name[KSYM_SYMBOL_LEN];
	unsigned long size, offset;
	char *cold;

	if (!kallsyms_lookup_size_offset(addr, &size, &offset))
		return 0;
	sprint_symbol_no_offset(name, addr);
	cold = strstr(name, ".cold");
	if (cold) {
		*cold = 0;
		return kallsyms_lookup_name(name);
	}
	return addr - offset;
}

/* Does a call end here?  e8 rel32 (tell its target), or ff /2 with any addressing. */
static bool is_return_address(unsigned long a, unsigned long *target)
{
	const u8 *p = (const u8 *)a;

	*target = 0;
	if (a < (unsigned long)_stext + 7 || a >= (unsigned long)_etext)
		return false;
	if (p[-5] == 0xe8) {
		*target = a + get_unaligned((const s32 *)(p - 4));
		if (function_of(*target) == *target)
			return true;
	}
	*target = 0;
	return (p[-2] == 0xff && (p[-1] & 0x38) == 0x10) ||
	       (p[-3] == 0xff && (p[-2] & 0x38) == 0x10) ||
	       (p[-4] == 0xff && (p[-3] & 0x38) == 0x10) ||
	       (p[-6] == 0xff && (p[-5] & 0x38) == 0x10) ||
	       (p[-7] == 0xff && (p[-6] & 0x38) == 0x10);
}

/*
 * There are no frame pointers, so this goes through the stack for all that looks
 * like a return address.  If the call before it went to a function that is not on
 * the stack further in, it is probably left over from an earlier call and gets the
 * question mark that such entries have on x86.  (So does a caller of a function
 * that ended in a jump to another.)
 */
#define TRACE_MAX	32

static void show_trace(unsigned long *sp, unsigned long high, unsigned long ip, const char *loglvl)
{
	unsigned long inner[TRACE_MAX + 2], target;
	int n = 0, known = 0, i;

	if (ip)
		inner[known++] = function_of(ip);
	inner[known++] = (unsigned long)dump_stack;	/* which jumps to dump_stack_lvl() */
	for (; (unsigned long)sp < high && n < TRACE_MAX; sp++) {
		bool sure;

		if (!is_return_address(*sp, &target))
			continue;
		sure = !target;
		for (i = 0; i < known; i++)
			sure |= inner[i] == target;
		inner[known++] = function_of(*sp);
		printk("%s %s%pB\n", loglvl, sure ? "" : "? ", (void *)*sp);
		n++;
	}
}

void libos_show_stack(struct task_struct *task, unsigned long *sp, unsigned long ip,
		      const char *loglvl)
{
	unsigned long low, high;

	low = task == current ? libos_stack_low : (unsigned long)task_stack_page(task);
	high = low + THREAD_SIZE;
	printk("%sCall Trace:\n", loglvl);
	if ((unsigned long)sp < low || (unsigned long)sp >= high) {
		printk("%s <stack pointer %px is outside of the stack %lx-%lx>\n", loglvl,
		       sp, low, high);
		sp = (unsigned long *)low;
	}
	show_trace(sp, high, ip, loglvl);
}

void show_stack(struct task_struct *task, unsigned long *sp, const char *loglvl)
{
	unsigned long ip = 0;

	if (!task)
		task = current;
	if (!sp) {
		if (task == current) {
			sp = __builtin_frame_address(0);
			ip = (unsigned long)show_stack;
		} else {
			sp = (unsigned long *)task->thread.sp;
			ip = (unsigned long)libos_switch_stack;
		}
	}
	libos_show_stack(task, sp, ip, loglvl);
}
