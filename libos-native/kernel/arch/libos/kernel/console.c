// SPDX-License-Identifier: GPL-2.0
/* printk() goes to the log that is shared with the host. */
#include <linux/console.h>
#include <linux/init.h>
#include <asm/host.h>

static void libos_con_write(struct console *c, const char *s, unsigned int n)
{
	struct libos_shared *h = libos_host;

	while (n--)
		h->log[h->log_written++ % LIBOS_LOG] = *s++;
}

static struct console libos_con = {
	.name	= "libos",
	.write	= libos_con_write,
	.flags	= CON_PRINTBUFFER | CON_ANYTIME,
	.index	= -1,
};

void __init libos_console_init(void)
{
	register_console(&libos_con);
}
