// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/libos/provoke: writing a word makes this kernel fail in that way, so
 * that tests can show what becomes of it.  The words are those of lkdtm.
 */
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/host.h>
#include <asm/processor.h>

static DEFINE_MUTEX(lock);

static noinline unsigned long recurse(unsigned long n)
{
	volatile char frame[512];

	frame[n % sizeof(frame)] = n;
	barrier();
	return n ? recurse(n + 1) + frame[n % sizeof(frame)] : 0;
}

static noinline void loop(void)
{
	for (;;)
		barrier();
}

static void provoke(const char *word)
{
	if (!strcmp(word, "PANIC"))
		panic("dumptest");
	if (!strcmp(word, "BUG"))
		BUG();
	if (!strcmp(word, "WARNING"))
		WARN(1, "provoked\n");
	if (!strcmp(word, "ACCESS_NULL"))
		*(volatile int *)8 = 1;
	if (!strcmp(word, "EXEC_NULL"))
		((void (*volatile)(void))NULL)();
	if (!strcmp(word, "EXHAUST_STACK"))
		recurse(1);
	if (!strcmp(word, "LOOP"))
		loop();
	if (!strcmp(word, "POLL"))
		for (;;)
			cpu_relax();
	if (!strcmp(word, "HUNG_TASK")) {
		mutex_lock(&lock);
		mutex_lock(&lock);
	}
}

static ssize_t provoke_write(struct file *file, const char __user *buf, size_t n, loff_t *pos)
{
	char word[32];

	if (n >= sizeof(word))
		return -EINVAL;
	if (copy_from_user(word, buf, n))
		return -EFAULT;
	word[n] = 0;
	provoke(strim(word));
	return n;
}

static const struct proc_ops provoke_ops = {
	.proc_write	= provoke_write,
	.proc_lseek	= noop_llseek,
};

static int __init provoke_init(void)
{
	proc_mkdir("libos", NULL);
	proc_create("libos/provoke", 0200, NULL, &provoke_ops);
	return 0;
}
late_initcall(provoke_init);
