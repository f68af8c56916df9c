// SPDX-License-Identifier: Apache-2.0
/* For a debugger that this process runs under. */
#include "runtime.h"

/*
 * A debugger has a breakpoint here.  Not inlined, and not empty to the compiler:
 * the call must stay.
 */
__attribute__((noinline)) void lk_debugger_stop(long kernel)
{
	__asm__ volatile("" : : "r"(kernel) : "memory");
}

/* Where the text of an image is: address minus link address. */
long lk_image_text(long image)
{
	return (long)((const struct image *)image)->text;
}
