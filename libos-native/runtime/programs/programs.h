/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The supervisor of real programs: what its files know of each other.
 *
 * A program of a node runs as a process of the host whose system calls are
 * handed to us (SECCOMP_RET_USER_NOTIF).  Each of its threads has a mirror task in
 * the node's kernel, which executes the calls that concern the node; its user
 * memory is the memory of the process.  Rules:
 *
 *  - What can block lives in the kernel of the node (sockets, pipes, epoll, poll,
 *    sleep) or here (futex, wait, signals).  Files, memory and program loading are
 *    the host's.
 *  - The host's descriptor table is the authority for numbers: a descriptor of the
 *    LibOS has a placeholder in the process, and sits at the same number in the
 *    table of the mirror task.
 *  - Of a node's threads at most one runs at a time, first come, first served.
 *    Virtual time moves on only when all threads of all nodes wait.
 *  - Signals are made on either side but always delivered by the host, and only
 *    when we answer a call.
 */
#ifndef LOCKSTEP_PROGRAMS_H
#define LOCKSTEP_PROGRAMS_H

#include <linux/seccomp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/ioctl.h>
#include <time.h>
#include "../runtime.h"
#include "nest.h"

#define FIRST_TASK	32768		/* tasks below are the engine's */
#define MAX_TASKS	4096		/* threads of a node at a time */
#define MAX_FDS		1024		/* descriptors of a process; also its RLIMIT_NOFILE */
#define PATH_SIZE	4096
#define MAX_SIGNALS	256
#define SCRATCH		(256 * 1024)	/* our own part of the engine's user memory */
#define SCRATCH_TIME	(60 * 1024)

/* Since Linux 6.6: a trap wakes us, and its answer the program, on the same CPU. */
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP	(1UL << 0)
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS		SECCOMP_IOW(4, uint64_t)
#endif

/* Results that only kernels see. */
#define ERESTARTSYS		512
#define ERESTARTNOINTR		513
#define ERESTARTNOHAND		514
#define ERESTART_RESTARTBLOCK	516

typedef uint64_t fdset[MAX_FDS / 64];

/* Shared by the threads of a process (or who else was cloned with CLONE_FILES). */
struct files {
	int refs;
	fdset libos;			/* descriptors of the LibOS */
	fdset stand_in;			/* of the host, with /dev/null in their place in the LibOS */
	struct inode *written[MAX_FDS];	/* files of the host, where it is known */
	struct notifier_at *notifiers;
};

enum state {
	RUN,				/* computes at the host */
	TRAPPED,			/* in a call that we have not looked at yet */
	READY,				/* the result is known; waits for its turn */
	IN_LIBOS,			/* its mirror task is in a call */
	IN_FUTEX,
	IN_WAIT,			/* for a child */
	IN_SUSPEND,			/* for a signal */
	IN_VFORK,			/* for a child to exec or exit */
	IN_LOCK,			/* for a lock of a file */
	STOPPED,			/* by SIGSTOP and the like; see jobs.c */
};

/* A place in a file, or an address of a process. */
struct futex_key {
	uint64_t space, at;
};

struct tracee;
struct inode;
struct right;
struct notifier;
struct notifier_at;
typedef void (*then_fn)(struct tracee *, long);

struct node {
	struct programs *all;
	struct kernel *k;
	int number;
	char name[64];
	uint32_t nest_node;		/* how the nest calls it */
	long call_cost;			/* virtual ns of CPU time for each call */
	uint64_t cpu_free;		/* when its CPU is done with what was charged */
	bool dead;			/* its kernel is */
	bool dropped;			/* nothing of it is left */
	bool touched;			/* the kernel was entered since Java looked */
	bool due;			/* is to run at this instant */
	bool fifos, sockets;		/* somebody has made one that has a name */
	bool locks;			/* somebody may wait for one */
	bool terminals;			/* somebody may have one */
	bool check_signals;		/* some process has check_signals */
	bool any_stopped;		/* some thread may be STOPPED */
	bool clock_set;			/* somebody may have set its clocks */
	int running;			/* threads in RUN */
	int trapped;			/* since the last turn */
	struct tracee *trapped_last;
	int impatience, short_waits;
	unsigned int gone;		/* threads, since the last sweep */
	uint64_t calls_at;		/* clock.c: calls are counted up to then */
	uint64_t calls;
	struct tracee *threads, **threads_tail;
	struct process *processes, **processes_tail;
	struct tracee *queue, **queue_tail;
	struct tracee *by_task[MAX_TASKS];
	int next_task;
	struct tracee *cloner;		/* its child has not shown up yet */
	struct tracee *last;		/* got the latest reply */
	struct libos_done signals[MAX_SIGNALS];	/* from the kernel, not delivered yet */
	int n_signals;
	struct program *stirred;	/* those with something to pump */
	struct shared_ring *rings;
	struct notifier *inotifies;
	struct right *rights;		/* files of the host that are in messages */
	struct libos_frame *held;	/* sent, but there was no room for them */
	size_t n_held;
	int root;			/* of most processes; or -1 */
	int directory;			/* the latest that a path was relative to; or -1 */
	dev_t proc_device;		/* the host's /proc */
	struct inodes *inodes;
	struct listing *listings;	/* of directories, latest first */
	uint32_t listing_id;
	struct change *change;		/* what the latest call may have changed at the host */
	struct node *next, *due_next, *touched_next;
};

enum program_input { INPUT_NONE, INPUT_PIPE, INPUT_TERMINAL };

struct stream {
	int fd;				/* of the keeper: our end, or -1 */
	int theirs;			/* likewise theirs, until it is handed over */
};

/* A program that was started by the engine, with its descendants. */
struct program {
	struct node *node;
	int id;
	int listener;
	pid_t pid;
	bool terminal;
	int pty;			/* its number */
	struct stream streams[3];
	char *input;			/* for its standard input */
	size_t input_at, input_length;
	bool input_ends;
	struct process *first;
	bool ended;			/* its first process has */
	bool kept;			/* sweep.c */
	bool closed;
	bool stirred;			/* its streams may have to be looked at */
	struct program *next, *stirred_next;
};

struct process {
	struct node *node;
	struct program *program;
	struct process *next, *parent;
	pid_t pid, nspid;		/* for us, and for itself */
	int pidfd;
	struct files *files;
	struct tracee *vforker;	/* our parent's thread, until we exec or exit */
	struct tracee *execing;		/* its thread that is in execve() */
	bool kept;			/* sweep.c */
	bool dead, reaped;
	bool check_signals;		/* one of its threads that wait may have got one */
	bool subreaper;			/* gets orphaned descendants */
	bool signalled;			/* since its last call; it may end or stop */
	bool signals_unsettled;		/* what its signalfds show may be old */
	/* jobs.c */
	bool ends;			/* by the signal that is being sent */
	bool may_stop;			/* a signal that stops it is on its way */
	bool stopped;			/* all its threads are */
	bool stop_news, cont_news;	/* that wait() has not told yet */
	bool resumed;			/* its parent gets SIGCHLD when it comes back */
	int status;			/* of its exit_group(), or -1 */
	/* vdso.c */
	unsigned long vdso;
	unsigned long word;		/* address of its clock, or 0 */
	uint64_t word_value;		/* what we have set it to */
	unsigned int clock_reads;	/* that were system calls */
	unsigned int umask;
	char *cwd;			/* if it lies in the LibOS, else NULL */
	int directory;			/* else a descriptor of it, or -1 */
	bool own_root;
	int root;			/* in that case, or -1 */
};

struct tracee {
	struct process *p;
	struct tracee *next;		/* all of the node, by birth */
	struct tracee *queued_next;
	int tid, task;
	int nstid;			/* in its pid name space */
	enum state state;
	struct seccomp_notif call;	/* its present one */
	long result;
	bool go_on;			/* READY: the host shall do the call */
	bool gives_up;			/* and it would return because of a signal */
	bool queued, dead;
	bool interrupted_by_mask;	/* by a signal that only the call's own mask lets in */
	bool may_have_signal;		/* that came while it did not wait */
	bool may_pend;			/* one that it blocks */
	bool early;			/* STOPPED, and has called again already */
	bool tty_mask;			/* the mirror task blocks SIGTTIN or SIGTTOU */
	then_fn then;			/* what to do with the mirror task's result */
	unsigned long arg[3];		/* for then */
	/* clock.c */
	uint64_t called_at;
	uint64_t cpu_seen;
	int looks;			/* calls in a row that only looked */
	int polls;			/* that found nothing, one as the other */
	struct seccomp_data poll;	/* the latest of them */
	uint64_t look_from;
	long look_result;
	/* futex.c */
	struct futex_key futex;
	struct timespec futex_until;
	clockid_t futex_clock;
	uint32_t futex_bits;
	bool futex_waits, futex_pi;
	bool restarts_futex;		/* by restart_syscall() */
	bool futex_woken;
	unsigned long clear_tid;
};

/* What Java sees, at lk_programs_shared(). */
#define EVENT_BYTES	(1 << 20)

struct programs_shared {
	uint32_t pending;		/* something wants to run at this instant */
	uint32_t event_bytes;		/* in events[] */
	uint32_t touched_count;
	uint32_t reserved;
	uint64_t calls;			/* trapped so far */
	uint64_t host_calls;		/* of these, left to the host */
	uint32_t touched[LK_SLOTS];	/* numbers of nodes */
	uint8_t events[EVENT_BYTES];
};

/* In events[]; data follow, padded to 8 bytes. */
enum event_kind { EVENT_OUTPUT = 1, EVENT_EXIT, EVENT_NOTE };

struct event {
	uint32_t kind;
	uint32_t program;
	uint64_t time;
	int32_t detail;			/* stream 1 or 2; wait status */
	uint32_t length;
};

struct programs {
	struct programs_shared *shared;
	struct nest nest;
	struct node *nodes, **nodes_tail;
	struct node *due, **due_tail;	/* to run, first come, first served */
	struct node *touched;
	struct program *programs;
	char *scratch;			/* within the user memory of engine tasks */
	uint32_t buffers_used;		/* of copy.c */
	pthread_t waiter, nudger;	/* nudge.c */
	volatile uint64_t waits;
	volatile bool closing;
	int placeholder, placeholder_end;	/* a pipe that is never ready */
	int placeholder_epoll;		/* nor is this */
	uint64_t now;
	long cpu_limit_ms;
	struct sock_filter *filter;
	int filter_length;
};

#define A(t, n) ((t)->call.data.args[n])

static inline bool in_set(const fdset s, unsigned long fd)
{
	return fd < MAX_FDS && s[fd / 64] >> fd % 64 & 1;
}

static inline void put_in_set(fdset s, unsigned long fd, bool on)
{
	if (fd < MAX_FDS)
		s[fd / 64] = (s[fd / 64] & ~(1UL << fd % 64)) | (uint64_t)on << fd % 64;
}

/* filter.c */
void filter_make(struct programs *);

/* user.c: memory of programs; exec.c */
long user_read(struct process *, unsigned long from, void *to, size_t n);
long user_write(struct process *, unsigned long to, const void *from, size_t n);
bool user_string(struct process *, unsigned long from, char *to, size_t n);
void exec_prepare(struct tracee *);		/* after an execve() */
int host_status(pid_t, char *buf, size_t);	/* /proc/PID/status */
int host_nspid(pid_t);

/* vdso.c */
void vdso_replace(struct process *, unsigned long vdso, unsigned long word);
bool vdso_is_replaced(struct process *);
void vdso_wind(struct process *);
void vdso_read(struct process *);
void vdso_distrust(struct node *);

/* reply.c: answers to calls */
void reply(struct tracee *, long result);
void reply_host(struct tracee *);		/* let the host do it */
void finish(struct tracee *, long result);	/* when it is this thread's turn */
void finish_host(struct tracee *);
void runnable(struct tracee *);

/* clock.c */
void call_begin(struct tracee *);	/* after its CPU time */
void then_look(struct tracee *, long);
void then_poll(struct tracee *, long);
void then_transfer(struct tracee *, long);

/* mirror.c: calls in the node's kernel */
void node_enter(struct node *);
bool node_release_frames(struct node *);
void node_drop_frames(struct node *);
void node_take_done(struct node *);
void post(struct tracee *, int process, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d,
	  uint64_t e, uint64_t f, then_fn);
void forward(struct tracee *, then_fn);	/* the trapped call as it is */
void forward_reply(struct tracee *);
void then_reply(struct tracee *, long);
void then_host(struct tracee *, long);
/* Calls that cannot block; pointers into scratch. */
long mirror_call(struct tracee *, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d);
long keeper_call(struct node *, long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d);
uint64_t scratch_string(struct node *, const char *);
void mirror_interrupt(struct tracee *);

/* descriptors.c */
long fd_install(struct tracee *, long fd, bool cloexec);
long fd_install_as(struct tracee *, long fd, int placeholder, bool cloexec);
bool fd_is_libos(struct tracee *, unsigned long fd);
void fd_gone(struct tracee *, unsigned long fd);
long fd_install_host(struct tracee *, int ours, bool cloexec);
void fd_stand_in(struct tracee *, int fd);
bool fd_open_at_host(struct process *, int fd);
int fd_from_host(struct process *, int fd);	/* a duplicate of ours */
void fd_dup_to(struct tracee *, int old, int at, bool cloexec);
void then_fd(struct tracee *, long);		/* arg[0]: close on exec */
void then_pair(struct tracee *, long);		/* arg[0]; arg[1]: where the numbers are */
struct files *files_copy(const struct files *);
void files_put(struct files *);

/* process.c */
struct process *process_new(struct node *, struct program *, pid_t);
struct tracee *thread_new(struct process *, pid_t, int task);
struct tracee *thread_find(struct node *, pid_t);
struct tracee *thread_adopt(struct program *, pid_t);
struct tracee *thread_execed(struct node *, pid_t);
void thread_gone(struct tracee *);
void process_gone(struct process *);
bool process_has_exited(struct process *, int ms);
int task_free(struct node *);
bool task_left(const struct node *);
void process_end_vfork(struct process *);
void process_exec(struct tracee *);
void node_free(struct node *);

/* birth.c */
void birth_settle(struct node *);
bool birth_overdue(const struct node *);

/* locks.c */
void lock_or_wait(struct tracee *);
bool locks_retry(struct node *);

/* wait.c */
bool wait_is_reaped(struct process *);
void wait_wake(struct process *child);	/* there is news of it */
int process_group(pid_t);		/* in its pid name space */

/* kill.c */
void kill_program(struct program *, int sig);

/* jobs.c */
bool is_stopped(pid_t tid);
bool jobs_stopping(struct node *);
bool jobs_find_stopped(struct node *);
void jobs_resume(struct process *);
bool jobs_any_stopped(struct process *);

/* terminal.c */
void terminal_before(struct tracee *, int fd);
void terminal_after(struct tracee *);

/* signals.c */
void signals_check(struct node *);
void signals_at_wait(struct tracee *);
bool signal_deliverable(struct tracee *);
bool signal_lets_go(struct tracee *);
void signals_check_process(struct process *);
void signals_expect(struct process *);
void signals_expect_all(struct node *);
unsigned long signals_held(struct tracee *);
unsigned long signals_pending(struct tracee *);
bool signal_caught(struct tracee *, int sig);
void signal_from_kernel(struct node *, const struct libos_done *);
void signals_flush(struct node *);

/* notifiers.c, signalfd.c, inotify.c */
int notifier_host(const struct files *, int fd);
void notifier_dup(struct files *, int from, int to);
void notifier_forget(struct files *, int fd);
void notifiers_copy(struct files *to, const struct files *from);
void notifiers_put(struct files *);
void signalfds_show(struct process *, unsigned long pending);
void notifiers_settle(struct tracee *);
bool is_notifier(struct tracee *, unsigned long fd);
void notifier_read(struct tracee *);
void inotifies_look(struct node *);

/* futex.c */
void futex_thread_ended(struct process *, uint64_t address);
void futex_owner_died(struct process *);
void futex_again(struct tracee *);

/* paths.c */
enum realm { HOST, LIBOS };
enum realm realm_of(struct tracee *, const char *absolute);
enum realm path_realm(struct tracee *, int dirfd, const char *path);
bool path_absolute(struct tracee *, const char *path, char *to);
int path_descriptor(const char *path);
int path_open(struct process *, int dirfd, const char *path, int flags, int mode);
bool path_canonical(struct process *, int dirfd, const char *path, char *to, size_t);

/* open.c */
void make_directories(struct tracee *, const char *path);

/* map.c */
void rings_free(struct node *);
void rings_sweep(struct node *);

/* rights.c */
void rights_free(struct node *);
void rights_leave(const struct tracee *);	/* it is gone */

/* events.c */
void event_put(struct programs *, enum event_kind, int program, int detail, const void *,
	       size_t);
void event_note(struct programs *, int program, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool event_room(const struct programs *, size_t);

/* streams.c */
long streams_open(struct program *, enum program_input);
void streams_hand_over(struct program *, struct tracee *);
void streams_stir(struct program *);
void streams_pump_stirred(struct node *);
void streams_pump(struct program *);
void streams_written(struct tracee *, unsigned long fd);
void streams_input(struct program *, const void *, size_t, bool ends);
void streams_resize(struct program *, int rows, int columns);
void streams_close(struct program *);

/* api.c */
void program_ended(struct program *);
void orphan_ended(struct process *);

/* nudge.c */
int nudge_start(struct programs *);
void nudge_stop(struct programs *);
void nudge_begin(struct programs *);
void nudge_end(struct programs *);

/* calls.c */
void call_handle(struct tracee *);
void call_again(struct tracee *);
bool call_trapped(int nr);

/* sweep.c */
void node_sweep(struct node *);

/* loop.c */
bool receive_only(struct program *);
void node_due(struct node *);
bool node_run(struct node *);	/* false: frames or results must be taken first */

#endif
