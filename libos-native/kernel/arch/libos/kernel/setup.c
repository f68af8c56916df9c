// SPDX-License-Identifier: GPL-2.0
/* What an architecture owes the rest of the kernel at boot. */
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/memblock.h>
#include <linux/panic_notifier.h>
#include <linux/reboot.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/interrupt.h>
#include <linux/utsname.h>
#include <asm/sections.h>
#include <asm/setup.h>
#include <asm/host.h>
#include <asm/archrandom.h>

unsigned long memory_start, memory_end;
void *empty_zero_page;

static u64 prng;

/* splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators) */
size_t libos_seed_longs(unsigned long *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		u64 z = (prng += 0x9e3779b97f4a7c15ULL);

		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
		v[i] = z ^ (z >> 31);
	}
	return n;
}

static int libos_panic(struct notifier_block *nb, unsigned long event, void *message)
{
	libos_die(LIBOS_PANIC, message);
}

static struct notifier_block libos_panic_nb = {
	.notifier_call	= libos_panic,
	.priority	= INT_MIN,
};

void __init setup_arch(char **cmdline_p)
{
	unsigned long max_zone_pfn[MAX_NR_ZONES] = { 0 };

	prng = libos_host->seed;
	memory_start = libos_host->ram_base;
	memory_end = memory_start + libos_host->ram_size;
	min_low_pfn = PHYS_OFFSET >> PAGE_SHIFT;
	max_low_pfn = max_pfn = __pa(memory_end) >> PAGE_SHIFT;
	set_max_mapnr(max_pfn - min_low_pfn);

	strscpy(boot_command_line, libos_host->cmdline, COMMAND_LINE_SIZE);
	*cmdline_p = boot_command_line;
	libos_console_init();
	atomic_notifier_chain_register(&panic_notifier_list, &libos_panic_nb);

	memblock_add(PHYS_OFFSET, libos_host->ram_size);
	empty_zero_page = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	max_zone_pfn[ZONE_NORMAL] = max_pfn;
	free_area_init(max_zone_pfn);
	parse_early_param();
}

void __init mem_init(void)
{
	high_memory = (void *)memory_end;
	memblock_free_all();
	libos_track_pages();
}

void free_initmem(void)
{
}

void __init init_IRQ(void)
{
}

void machine_restart(char *cmd)
{
	libos_die(LIBOS_HALT, "restart");
}

void machine_halt(void)
{
	libos_die(LIBOS_HALT, "halt");
}

void machine_power_off(void)
{
	libos_die(LIBOS_HALT, "power off");
}

void (*pm_power_off)(void) = machine_power_off;

static void *c_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : (void *)1;
}

static void *c_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void c_stop(struct seq_file *m, void *v)
{
}

static int c_show(struct seq_file *m, void *v)
{
	seq_puts(m, "processor\t: 0\nmodel name\t: libos\n\n");
	return 0;
}

const struct seq_operations cpuinfo_op = {
	.start	= c_start,
	.next	= c_next,
	.stop	= c_stop,
	.show	= c_show,
};
