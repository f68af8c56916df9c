/* SPDX-License-Identifier: GPL-2.0 */
/* What the files of this port know of each other. */
#ifndef _ASM_LIBOS_HOST_H
#define _ASM_LIBOS_HOST_H

#include <linux/types.h>
#include <uapi/asm/libos.h>

struct task_struct;

extern struct libos_shared *libos_host;

/* kernel/entry.c */
int libos_enter(struct libos_shared *sh);
void libos_leave(void);
void __noreturn libos_die(enum libos_crash_kind kind, const char *reason);
bool libos_interrupt(void);

/* kernel/fault.c */
void libos_fault_c(void);

/* kernel/time.c */
bool libos_timer_irq(void);

/* kernel/tasks.c */
bool libos_task_irq(void);
struct libos_done *libos_done_entry(void);
void libos_task_main(unsigned int slot);

/* kernel/process.c */
extern struct task_struct *libos_current;
extern unsigned long libos_stack_low;
void libos_show_stack(struct task_struct *task, unsigned long *sp, unsigned long ip,
		      const char *loglvl);
unsigned long libos_make_stack(void *top, void (*fn)(void *), void *arg);

/* lib/uaccess.c */
struct iovec;
typedef long (*libos_copy_t)(long write, long process, const struct iovec *local,
			     const struct iovec *remote, unsigned long n);
extern int libos_process;
void libos_user_select(int process);
void libos_user_end(void);
long libos_user_result(long result);

/* kernel/signals.c */
void libos_mirror_signals(struct task_struct *task);
void libos_tell_signals(unsigned int slot);

/* kernel/rings.c */
long libos_packet_rings(unsigned int fd, struct libos_area __user *areas, unsigned long n);
long libos_hold_areas(const struct libos_area __user *areas, unsigned long n, bool hold);

/* kernel/console.c */
void libos_console_init(void);

/* kernel/memory.c */
void libos_track_pages(void);

/* kernel/switch.S */
void libos_switch_stack(unsigned long *save_sp, unsigned long new_sp);
void libos_new_stack(void);

/* drivers/libosnet.c */
bool libos_net_irq(void);
int libos_net_add(unsigned int device, const char __user *name, const u8 __user *mac,
		  unsigned int mtu, unsigned int features);
int libos_net_del(unsigned int device);
int libos_net_carrier(unsigned int device, bool on);

#endif
