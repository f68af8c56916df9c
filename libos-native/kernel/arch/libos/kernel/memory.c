// SPDX-License-Identifier: GPL-2.0
/*
 * RAM comes from the host as zeros, and costs memory there only once it is
 * touched.  So a page that was never freed since boot need not be cleared: most
 * of a thread's stack, for one, is never used.
 */
#include <linux/bitmap.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <asm/host.h>
#include <asm/page.h>

#define LIBOS_MAX_PAGES	(512 << (20 - PAGE_SHIFT))

static DECLARE_BITMAP(used, LIBOS_MAX_PAGES);	/* freed at least once */
static bool tracking;

void __init libos_track_pages(void)
{
	tracking = true;
}

void arch_free_page(struct page *page, int order)
{
	if (tracking)
		bitmap_set(used, page_to_pfn(page) - ARCH_PFN_OFFSET, 1 << order);
}

void clear_page(void *page)
{
	unsigned long n = virt_to_pfn(page) - ARCH_PFN_OFFSET;

	if (tracking && n < LIBOS_MAX_PAGES && !test_bit(n, used))
		return;
	memset(page, 0, PAGE_SIZE);
}
