/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The whole contract between a LibOS kernel and its host.
 *
 * A kernel instance is a deterministic state machine.  The host calls one
 * function, libos_entry(); the kernel runs until nothing is left to do at the
 * present virtual time and returns.  The kernel calls nothing in the host, except to
 * copy memory of other processes.
 * All that passes between them lies in one struct libos_shared per instance and
 * one struct libos_pool per simulation, both allocated by the host.
 *
 * The queues are batches, not rings: the reader always takes all, so each batch
 * starts at index 0 again and its first entries stay in the L1 cache.
 *
 *	member		written by	taken by
 *	call[n_call]	host		kernel, when it is entered
 *	rx[n_rx]	host		kernel, when it is entered
 *	done[n_done]	kernel		host, after the return
 *	tx[n_tx]	kernel		host, after the return
 *
 * Who takes a batch sets its count to 0.
 *
 * The image is an ELF shared object without undefined symbols and with
 * R_X86_64_RELATIVE relocations only.  Its text is mapped once per process, its
 * data once per instance; while kernel code runs, %rbx holds the load bias of
 * the instance's data (address - link address).
 */
#ifndef _UAPI_ASM_LIBOS_H
#define _UAPI_ASM_LIBOS_H

#include <linux/types.h>

#define LIBOS_ABI	0x4c49424f53000002ULL	/* "LIBOS", version */
#define LIBOS_NONE	0x7fffffffffffffffULL	/* no deadline */

enum libos_state {
	LIBOS_NEW,		/* never entered */
	LIBOS_BOOTING,		/* enter again, at the deadline, until ready */
	LIBOS_READY,		/* task 0 takes system calls */
	LIBOS_DEAD,		/* see struct libos_crash; never enter again */
};

enum libos_crash_kind {
	LIBOS_ALIVE,
	LIBOS_PANIC,		/* panic(), BUG(), sysrq c, hung task */
	LIBOS_OOPS,		/* a fault in kernel context */
	LIBOS_STACK_OVERFLOW,	/* a fault beyond the end of the task's stack */
	LIBOS_ENDLESS_LOOP,	/* ended by the host's watchdog */
	LIBOS_HALT,		/* reboot(2) */
};

/*
 * Calls besides those of arch/x86/entry/syscalls/syscall_64.tbl.  They run in
 * the context of the task that they are posted for.
 */
#define LIBOS_NR_NULL		0x10000	/* () = 0; for measurements */
#define LIBOS_NR_CLONE		0x10001	/* (task, CLONE_* and LIBOS_CLONE_* flags, pid) = pid */
#define LIBOS_NR_EXIT		0x10002	/* () = 0; the task is gone afterwards */
#define LIBOS_NR_INTERRUPT	0x10003	/* (task): its call returns -EINTR or a part */
#define LIBOS_NR_NETDEV_ADD	0x10004	/* (device, name, mac, mtu, features) */
#define LIBOS_NR_NETDEV_DEL	0x10005	/* (device) */
#define LIBOS_NR_NETDEV_CARRIER	0x10006	/* (device, 0 or 1) */
#define LIBOS_NR_EXEC		0x10007	/* (name): what execve() does to a task, without a program */
#define LIBOS_NR_KILL		0x10008	/* (task): it ends, whatever it is doing */
#define LIBOS_NR_PACKET_RINGS	0x10009	/* (fd, struct libos_area *, n) = areas of the rings */
#define LIBOS_NR_HOLD_AREAS	0x1000a	/* (struct libos_area *, n, hold): not used again until let go */

/*
 * A task that mirrors a thread of a real program (LIBOS_NR_CLONE).  Its pid is
 * the one that is asked for, if that is free.  Signals that the kernel sends it
 * are not acted upon but told (LIBOS_SIGNAL*); a call that they interrupt
 * returns the kernel's own -ERESTART* codes, for the host to act upon.
 */
#define LIBOS_CLONE_MIRROR	0x8000000000000000ULL

/* New descriptors of mirror tasks get numbers from here on; the host moves them. */
#define LIBOS_NEW_FD		1024

/* features of a netdev, besides those that ethtool can switch on later */
#define LIBOS_F_CSUM		1	/* checksum offload, scatter-gather */
#define LIBOS_F_TSO		2	/* and segmentation: frames up to 64 KiB */
#define LIBOS_F_GRO		4

#define LIBOS_TASKS		65536	/* simulated tasks of one kernel */
#define LIBOS_DEVICES		4096
#define LIBOS_BATCH		256	/* entries of each batch */
#define LIBOS_LOG		(128 * 1024)
#define LIBOS_REASON		256

/* A frame in a buffer of the pool. */
struct libos_frame {
	__u64 time;		/* tx: when it was sent; rx: not used */
	__u32 device;
	__u32 length;		/* bytes, without FCS */
	__u32 buffer;		/* offset in libos_pool.memory */
	__u32 reserved;
};

/*
 * A system call to run.  Its pointers lie within user_base, user_size, or, if
 * process is not 0, in the memory of that process of the host.
 */
struct libos_call {
	__u32 task;
	__u32 nr;
	__u64 args[6];
	__u32 process;
	__u32 reserved;
};

enum libos_done_kind {
	LIBOS_RETURNED,		/* a system call */
	LIBOS_SIGNAL,		/* a signal to a mirror task: not a call's end */
	LIBOS_SIGNAL_THREAD,	/* likewise, to this task only and not to its thread group */
};

struct libos_done {
	__u32 task;
	__u32 kind;		/* enum libos_done_kind */
	__s64 result;		/* -4095 .. -1: an error; of a signal: its number */
	/* of a signal: siginfo */
	__s32 code;		/* si_code */
	__s32 id;		/* si_timerid, si_fd or si_pid */
	__u64 value;		/* si_value, si_band */
};

/* Memory of the kernel that a program wants to map (LIBOS_NR_PACKET_RINGS). */
struct libos_area {
	__u64 address;
	__u64 size;		/* bytes, whole pages */
};

/*
 * Buffers for frames in flight, shared by all kernels of a simulation.  Two
 * stacks of free ones: what was released last is taken first.
 */
#define LIBOS_SMALL		2048
#define LIBOS_LARGE		73728
#define LIBOS_SMALLS		262144
#define LIBOS_LARGES		7168

struct libos_pool {
	__u64 memory;		/* address of offset 0 */
	__u32 n_small;		/* free ones */
	__u32 n_large;
	__u32 reserved[12];
	__u32 small[LIBOS_SMALLS];	/* offsets; small[n_small - 1] is next */
	__u32 large[LIBOS_LARGES];
};

/* What a kernel died of; the log says more. */
struct libos_crash {
	__u32 kind;		/* enum libos_crash_kind */
	__u32 signal;		/* of a fault, written by the host */
	__u64 address;		/* likewise */
	__u64 ip, sp, bx, regs[16];	/* likewise: rax rbx rcx rdx rsi rdi rbp rsp r8 .. r15 */
	char reason[LIBOS_REASON];
};

struct libos_shared {
	/* by the host, before the first entry */
	__u64 abi;		/* LIBOS_ABI */
	__u64 ram_base;		/* page aligned */
	__u64 ram_size;
	__u64 user_base;	/* what tasks may point to; all else is -EFAULT */
	__u64 user_size;
	__u64 pool;		/* struct libos_pool * */
	__u64 seed;		/* of all randomness */
	__u64 wall_ns;		/* CLOCK_REALTIME at virtual time 0 */
	/*
	 * long copy(long write, long process, const struct iovec *local,
	 *	     const struct iovec *remote, unsigned long n)
	 * as process_vm_readv() and process_vm_writev(); or 0
	 */
	__u64 copy;
	char cmdline[1016];

	/* one cache line at each entry and return */
	__u64 now __attribute__((aligned(64)));	/* virtual ns; busy waits move it */
	__u64 deadline;		/* next timer, or LIBOS_NONE */
	__u32 state;		/* enum libos_state */
	__u32 stalled;		/* a batch was full: empty it and enter again */
	__u32 n_call;
	__u32 n_done;
	__u32 n_rx;
	__u32 n_tx;
	__u64 log_written;	/* bytes; log[] holds the last LIBOS_LOG of them */
	__u64 log_read;		/* by the host */

	struct libos_call call[LIBOS_BATCH] __attribute__((aligned(64)));
	struct libos_done done[LIBOS_BATCH] __attribute__((aligned(64)));
	struct libos_frame rx[LIBOS_BATCH] __attribute__((aligned(64)));
	struct libos_frame tx[LIBOS_BATCH] __attribute__((aligned(64)));
	struct libos_crash crash;
	char log[LIBOS_LOG] __attribute__((aligned(64)));
};
#endif
