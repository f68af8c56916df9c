/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The native runtime: loads kernel images, keeps their instances apart, enters
 * them and survives their deaths.  The first half is called from Java (class
 * Native); everything in it passes and returns 64-bit integers and strings.
 * Functions that return an address or a handle return a negative errno on
 * failure and leave a sentence for lk_error().
 *
 * Everything a kernel can see lies at an address that depends only on what the
 * caller asks for, never on the host's address-space randomisation.
 */
#ifndef LOCKSTEP_RUNTIME_H
#define LOCKSTEP_RUNTIME_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "../kernel/arch/libos/include/uapi/asm/libos.h"

#define LK_API __attribute__((visibility("default")))

/* The sentence that belongs to this thread's last failure. */
LK_API const char *lk_error(void);

/* Map the text of an image; the same contents give the same handle again. */
LK_API long lk_image_open(const char *path);

/* Where its text is: address minus link address. */
LK_API long lk_image_text(long image);

/* A debugger that the process runs under stops here, before that kernel is entered. */
LK_API void lk_debugger_stop(long kernel);

/* User memory of all tasks of a simulation: address of the region. */
LK_API long lk_user_create(long bytes);
LK_API void lk_user_destroy(long address, long bytes);

/* Frame buffers of a simulation: address of struct libos_pool. */
LK_API long lk_pool_create(void);
LK_API void lk_pool_destroy(long pool);

/*
 * A new instance, not yet entered.  slot: 0 .. LK_SLOTS - 1, decides all its
 * addresses; -EBUSY if it is taken.
 */
LK_API long lk_kernel_create(long image, long slot, long ram_bytes, long user_base,
			     long user_size, long pool, long seed, long wall_ns, long now,
			     const char *cmdline);
/* Address of its struct libos_shared. */
LK_API long lk_kernel_shared(long kernel);
/* Run it at a virtual time until it is idle: enum libos_state. */
LK_API long lk_kernel_enter(long kernel, long now);
LK_API void lk_kernel_destroy(long kernel);

/*
 * Say where the frames of a netdev go: over wire number, which does nothing but
 * delay, to a netdev of another kernel.  peer 0: to the caller only.
 */
LK_API long lk_kernel_wire(long kernel, long device, long number, long peer, long peer_device,
			   long delay);
/*
 * Run it like lk_kernel_enter().  If it then has sent one frame and nothing else
 * happened, if the frame's wire is known and nothing is due before it arrives
 * (neither at the horizon, nor a timer of a kernel that was run), deliver it and
 * run the peer, and so on: the steps that the caller would take one by one.
 * They are noted in trail, of which the caller still has to release the buffers.
 * Returns the number of steps; the kernel that was run last is the last step's
 * peer, and its state is to be looked at as after lk_kernel_enter().
 */
LK_API long lk_kernel_run(long kernel, long now, long horizon, long trail, long steps);

/* ------------------------------------------------ programs (programs/programs.h) */

/*
 * Real programs for the kernels of one simulation.  nest: path of the executable
 * lockstep-nest.  scratch: 256 KiB of user memory for calls of our own.  A process
 * that computes for longer than cpu_limit_ms without a system call is ended.
 */
LK_API long lk_programs_open(const char *nest, long scratch, long cpu_limit_ms);
LK_API void lk_programs_close(long programs);
LK_API long lk_programs_shared(long programs);	/* struct programs_shared * */
/*
 * Name spaces and a file tree for the programs of a kernel.  layer: a directory for
 * what they write, or "".  paths: of the host, "r/a\0w/b\0\0".  call_cost: virtual ns.
 */
LK_API long lk_programs_node(long programs, long kernel, long number, const char *name,
			     const char *layer, const char *paths, long call_cost, long now);
/* Its kernel goes: so do its programs, and number may be used again. */
LK_API long lk_programs_drop(long programs, long number);
LK_API long lk_programs_put(long programs, long number, const char *path, long mode,
			    const char *bytes, long length);
/*
 * Start a program.  strings: directory, number of arguments, arguments, environment,
 * each with its zero byte.  input: enum program_input.  Its output and end are events.
 */
LK_API long lk_programs_start(long programs, long number, long id, const char *strings,
			      long length, long input, long now);
/*
 * Run all programs until they wait.  Returns 1, or 0 if frames, results and events must
 * be taken first and this be called again at the same time.
 */
LK_API long lk_programs_run(long programs, long now);
LK_API long lk_programs_signal(long programs, long id, long signal);
LK_API long lk_programs_input(long programs, long id, const char *bytes, long length, long ends);
LK_API long lk_programs_resize(long programs, long id, long rows, long columns);

/* The terminal that the user sits at (terminal.c). */
LK_API long lk_terminal_raw(void);
LK_API void lk_terminal_restore(void);
LK_API long lk_terminal_read(char *to, long size, long timeout_ms);
LK_API long lk_terminal_size(void);

/* CPU seconds that one entry may take before the kernel counts as looping. */
LK_API void lk_watchdog_limit(long milliseconds);

/* sizeof and offsetof of the contract, for a check by Java. */
LK_API long lk_layout(long what);

/* ---------------------------------------------------------------- inside */

#define LK_SLOTS	65536L
#define LK_SLOT_AREA	0x200000000000UL
#define LK_SLOT_STRIDE	(0x20000000UL + 37 * 4096UL)	/* odd pages: see docs/libos.md */
#define LK_SLOT_SHARED	0x02000000UL	/* within a slot */
#define LK_SLOT_RAM	0x04000000UL
#define LK_RAM_MAX	0x18000000UL
#define LK_USER_AREA	0x440000000000UL
#define LK_POOL_AREA	0x450000000000UL
#define LK_AREA_STRIDE	0x001000000000UL	/* 64 GiB; simulations at a time: 16 */
#define LK_AREAS	16
#define LK_TEXT_AREA	0x460000000000UL
#define LK_TEXT_STRIDE	0x000004000000UL
#define LK_TEXTS	4096

#define PAGE		4096UL
#define PAGE_DOWN(x)	((x) & ~(PAGE - 1))
#define PAGE_UP(x)	PAGE_DOWN((x) + PAGE - 1)

typedef int (*lk_entry)(struct libos_shared *, uint64_t bias);

struct node;

/* How each chain of calls begins, in user memory; kind says what follows. */
struct lk_job {
	uint64_t kind;			/* enum lk_job_kind */
	uint64_t fd;
	uint64_t buffer;		/* of what is received */
};

enum lk_job_kind { JOB_SEND = 1, JOB_RECEIVE = 2, JOB_DATAGRAMS = 3 };

struct image {
	int fd;
	uint64_t hash;
	const char *file;		/* the whole file, mapped */
	size_t size;
	uint64_t text;			/* where the text is */
	uint64_t text_end;		/* link addresses */
	uint64_t data_start, data_file_end, data_end, data_offset;
	const void *rela;
	size_t n_rela;
	lk_entry entry;
	void *fault;
};

struct wire {
	struct kernel *peer;
	uint32_t number;
	uint32_t device;		/* of the peer */
	uint64_t delay;
};

/* One frame that went from a kernel to the next. */
struct step {
	uint64_t sent;
	uint64_t arrival;
	uint32_t wire;
	uint32_t length;
	uint32_t buffer;
	uint32_t reserved;
};

struct kernel {
	struct image *image;
	struct wire *wires;
	uint32_t n_wires;
	long slot;
	uint64_t base;			/* of the slot: load bias of the data */
	struct libos_shared *shared;
	uint64_t ram_bytes;
	unsigned int faults;
	struct node *programs;		/* of its real programs, or NULL */
	struct lk_job **jobs;		/* by task: the chain of calls that it makes, or NULL */
	uint32_t n_jobs;
	uint32_t job_rounds;		/* at job_now */
	uint64_t job_now;
};

/*
 * jobs.c: a call of this number, whose argument is the address of a struct
 * lk_job, stands for a chain of send() or recv().  Its result is the chain's.
 */
#define LK_NR_JOB		0x20000

void lk_jobs_begin(struct kernel *k);	/* turns such calls into their first ones */
bool lk_jobs_go_on(struct kernel *k, uint64_t now);	/* whether to enter again */

/*
 * stream.c and datagrams.c: the next call of a job, all of it but the task; what
 * came of one, and whether the job goes on.
 */
void lk_stream_call(struct libos_call *call, const struct lk_job *job);
bool lk_stream_advance(struct lk_job *job, int64_t result, uint64_t now);
void lk_datagrams_call(struct libos_call *call, const struct lk_job *job);
bool lk_datagrams_advance(struct lk_job *job, int64_t result, uint64_t now);

/* programs/mirror.c: take out of the results what belongs to real programs */
void node_take_done(struct node *n);
bool node_waits(const struct node *n);	/* no program wants to run */

/* One for each thread that has entered a kernel. */
struct thread {
	struct kernel *volatile running;
	volatile uint64_t entries;
	uint64_t abandon_sp;
	pthread_t id;
	clockid_t cpu_clock;
	void *stack;			/* for signals */
	/* of the watchdog */
	uint64_t seen_entries;
	uint64_t seen_ns;
	volatile uint64_t condemned;	/* this entry shall end */
	struct thread *next;
};

int lk_fail(int err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void *lk_map_fixed(uint64_t at, size_t size, int prot, int flags, int fd, off_t offset);
void lk_data_relocate(const struct image *im, uint64_t bias);
long lk_data_map(const struct image *im, uint64_t bias);

struct thread *lk_thread(void);		/* of the caller; NULL: no memory */
int lk_signals_install(void);
int lk_watchdog_signal(void);

/* switch.S */
int lk_switch_in(struct libos_shared *, uint64_t bias, lk_entry, uint64_t *abandon_sp);
void lk_switch_abandon(void);

#endif
