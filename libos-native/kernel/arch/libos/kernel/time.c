// SPDX-License-Identifier: GPL-2.0
/* Virtual time: one variable in nanoseconds, set by the host. */
#include <linux/clocksource.h>
#include <linux/clockchips.h>
#include <linux/sched/clock.h>
#include <linux/delay.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/timex.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <asm/host.h>

/* Kernel code that polls for longer than this will not end at all. */
#define LIBOS_POLL_LIMIT	(60 * NSEC_PER_SEC)

static u64 poll_start, poll_spent;

unsigned long libos_now(void)
{
	return libos_host ? libos_host->now : 0;
}

unsigned long long notrace sched_clock(void)
{
	return libos_now();
}

/*
 * Zero time passes in the kernel, except where it waits for time to pass.  As
 * on hardware, an interrupt that falls due meanwhile is taken if it may be.
 */
void libos_delay_ns(unsigned long ns)
{
	struct libos_shared *h = libos_host;

	barrier();
	if (h->now != poll_start + poll_spent) {
		poll_start = h->now;
		poll_spent = 0;
	}
	h->now += ns;
	poll_spent += ns;
	if (unlikely(poll_spent > LIBOS_POLL_LIMIT))
		panic("libos: busy for %llu virtual seconds", poll_spent / NSEC_PER_SEC);
	if (h->now >= h->deadline && !irqs_disabled() && !in_hardirq()) {
		raw_local_irq_disable();
		libos_interrupt();
		raw_local_irq_enable();
	}
}

void __udelay(unsigned long us)
{
	libos_delay_ns(us * NSEC_PER_USEC);
}

void __ndelay(unsigned long ns)
{
	libos_delay_ns(ns);
}

/* cpu_relax(): a polling loop sees time move. */
void libos_relax(void)
{
	libos_delay_ns(NSEC_PER_USEC);
}

static u64 libos_cs_read(struct clocksource *cs)
{
	return libos_host->now;
}

static struct clocksource libos_cs = {
	.name	= "libos",
	.rating	= 400,
	.read	= libos_cs_read,
	.mask	= CLOCKSOURCE_MASK(64),
	.flags	= CLOCK_SOURCE_IS_CONTINUOUS,
};

static int libos_next_event(unsigned long delta, struct clock_event_device *e)
{
	libos_host->deadline = libos_host->now + delta;
	return 0;
}

static int libos_shutdown(struct clock_event_device *e)
{
	libos_host->deadline = LIBOS_NONE;
	return 0;
}

static struct clock_event_device libos_ce = {
	.name			= "libos",
	.features		= CLOCK_EVT_FEAT_ONESHOT,
	.rating			= 400,
	.set_next_event		= libos_next_event,
	.set_state_shutdown	= libos_shutdown,
	.set_state_oneshot_stopped = libos_shutdown,
};

bool libos_timer_irq(void)
{
	struct libos_shared *h = libos_host;

	if (h->now < h->deadline)
		return false;
	h->deadline = LIBOS_NONE;
	libos_ce.event_handler(&libos_ce);
	return true;
}

void read_persistent_clock64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(libos_host->wall_ns + libos_host->now);
}

unsigned long calibrate_delay_is_known(void)
{
	return 1000;	/* loops per jiffy: never used */
}

/* Ours from the first moment: timekeeping_init() divides by its mult. */
struct clocksource * __init clocksource_default_clock(void)
{
	if (!libos_cs.mult)
		__clocksource_update_freq_hz(&libos_cs, NSEC_PER_SEC);
	return &libos_cs;
}

void __init time_init(void)
{
	clocksource_register_hz(&libos_cs, NSEC_PER_SEC);
	libos_ce.cpumask = cpumask_of(0);
	clockevents_config_and_register(&libos_ce, NSEC_PER_SEC, 1, LONG_MAX);
}
