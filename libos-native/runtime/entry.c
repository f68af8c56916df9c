// SPDX-License-Identifier: Apache-2.0
/*
 * The calls that Java makes for each event, under the names by which a Java
 * virtual machine finds native methods on its own.  JNA, by which all others
 * are called, prepares each call anew and looks after errno: more than entering
 * an idle kernel costs.  All arguments are numbers, so nothing of the JNI is
 * needed here, not even its header.
 */
#include "runtime.h"

LK_API int64_t Java_io_lockstep_libos_Native_00024Entry_enter(void *env, void *class,
							      int64_t kernel, int64_t now);
LK_API int64_t Java_io_lockstep_libos_Native_00024Entry_run(void *env, void *class,
							    int64_t kernel, int64_t now,
							    int64_t horizon, int64_t trail,
							    int64_t steps);

int64_t Java_io_lockstep_libos_Native_00024Entry_enter(void *env, void *class, int64_t kernel,
						       int64_t now)
{
	(void)env;
	(void)class;
	return lk_kernel_enter(kernel, now);
}

int64_t Java_io_lockstep_libos_Native_00024Entry_run(void *env, void *class, int64_t kernel,
						     int64_t now, int64_t horizon, int64_t trail,
						     int64_t steps)
{
	(void)env;
	(void)class;
	return lk_kernel_run(kernel, now, horizon, trail, steps);
}
