// SPDX-License-Identifier: Apache-2.0
/*
 * Faults and the watchdog.  A signal that hits a thread while it runs a kernel
 * belongs to that kernel: it is sent to its libos_fault, which reports and dies.
 * All others go to who was there before us, in general a JVM.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <ucontext.h>
#include "runtime.h"

#define SIGNAL_STACK	(256 * 1024)

static const int fault_signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };
static struct sigaction before[65];

static __thread struct thread *self __attribute__((tls_model("initial-exec")));
static pthread_key_t key;
static pthread_mutex_t threads_lock = PTHREAD_MUTEX_INITIALIZER;
static struct thread *threads;
static _Atomic long limit_ms = 10000;

static void fill_crash(struct libos_crash *c, int sig, const siginfo_t *si, const ucontext_t *uc)
{
	static const int order[16] = {
		REG_RAX, REG_RBX, REG_RCX, REG_RDX, REG_RSI, REG_RDI, REG_RBP, REG_RSP,
		REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
	};

	c->signal = sig;
	c->address = (uint64_t)si->si_addr;
	c->ip = uc->uc_mcontext.gregs[REG_RIP];
	c->sp = uc->uc_mcontext.gregs[REG_RSP];
	c->bx = uc->uc_mcontext.gregs[REG_RBX];
	for (int i = 0; i < 16; i++)
		c->regs[i] = uc->uc_mcontext.gregs[order[i]];
}

/* Go on in the kernel's report, or, if that failed as well, after its call. */
static void redirect(struct thread *t, int sig, const siginfo_t *si, ucontext_t *uc)
{
	struct kernel *k = t->running;

	if (k->faults++ < 2) {
		if (k->faults == 1)
			fill_crash(&k->shared->crash, sig, si, uc);
		uc->uc_mcontext.gregs[REG_RIP] = (greg_t)k->image->fault;
		uc->uc_mcontext.gregs[REG_RBX] = (greg_t)k->base;
	} else {
		uc->uc_mcontext.gregs[REG_RIP] = (greg_t)lk_switch_abandon;
		uc->uc_mcontext.gregs[REG_RSP] = (greg_t)t->abandon_sp;
	}
	uc->uc_mcontext.gregs[REG_EFL] &= ~0x500L;	/* direction, trap */
}

static void chain(int sig, siginfo_t *si, void *ctx)
{
	const struct sigaction *o = &before[sig];

	if (o->sa_flags & SA_SIGINFO) {
		o->sa_sigaction(sig, si, ctx);
	} else if (o->sa_handler == SIG_DFL || o->sa_handler == SIG_IGN) {
		signal(sig, SIG_DFL);	/* happens again at once, and is then fatal */
	} else {
		o->sa_handler(sig);
	}
}

static void on_fault(int sig, siginfo_t *si, void *ctx)
{
	if (self && self->running)
		redirect(self, sig, si, ctx);
	else
		chain(sig, si, ctx);
}

static void on_watchdog(int sig, siginfo_t *si, void *ctx)
{
	struct thread *t = self;
	ucontext_t *uc = ctx;
	uint64_t ip = uc->uc_mcontext.gregs[REG_RIP];
	struct kernel *k;

	(void)sig;
	if (!t || !t->running || t->condemned != t->entries)
		return;
	k = t->running;
	if (ip < k->image->text || ip >= k->image->text + k->image->text_end)
		return;
	if (k->shared->crash.kind == LIBOS_ALIVE)
		k->shared->crash.kind = LIBOS_ENDLESS_LOOP;
	redirect(t, SIGALRM, si, uc);
}

int lk_watchdog_signal(void)
{
	return SIGRTMIN + 11;
}

/* ---------------------------------------------------------------- threads */

static void forget(void *p)
{
	struct thread *t = p, **at;
	stack_t off = { .ss_flags = SS_DISABLE };

	pthread_mutex_lock(&threads_lock);
	for (at = &threads; *at && *at != t; at = &(*at)->next)
		;
	if (*at)
		*at = t->next;
	pthread_mutex_unlock(&threads_lock);
	self = NULL;
	if (t->stack) {
		sigaltstack(&off, NULL);
		munmap(t->stack, SIGNAL_STACK);
	}
	free(t);
}

static struct thread *new_thread(void)
{
	struct thread *t = calloc(1, sizeof(*t));
	stack_t ss = { .ss_size = SIGNAL_STACK }, old;
	sigset_t set;

	if (!t)
		return NULL;
	if (!sigaltstack(NULL, &old) && (old.ss_flags & SS_DISABLE || old.ss_size < 16384)) {
		ss.ss_sp = t->stack = mmap(NULL, SIGNAL_STACK, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (t->stack == MAP_FAILED || sigaltstack(&ss, NULL)) {
			free(t);
			return NULL;
		}
	}
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(fault_signals) / sizeof(*fault_signals); i++)
		sigaddset(&set, fault_signals[i]);
	sigaddset(&set, lk_watchdog_signal());
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	t->id = pthread_self();
	pthread_getcpuclockid(t->id, &t->cpu_clock);
	pthread_mutex_lock(&threads_lock);
	t->next = threads;
	threads = t;
	pthread_mutex_unlock(&threads_lock);
	pthread_setspecific(key, t);
	self = t;
	return t;
}

struct thread *lk_thread(void)
{
	return __builtin_expect(self != NULL, 1) ? self : new_thread();
}

/* --------------------------------------------------------------- watchdog */

static uint64_t cpu_ns(const struct thread *t)
{
	struct timespec ts;

	if (clock_gettime(t->cpu_clock, &ts))
		return 0;
	return ts.tv_sec * 1000000000UL + ts.tv_nsec;
}

static void look_at(struct thread *t)
{
	if (!t->running)
		return;
	if (t->seen_entries != t->entries) {
		t->seen_entries = t->entries;
		t->seen_ns = cpu_ns(t);
	} else if (cpu_ns(t) - t->seen_ns > (uint64_t)limit_ms * 1000000UL) {
		t->condemned = t->entries;
		pthread_kill(t->id, lk_watchdog_signal());
	}
}

/*
 * CPU time, so that a loaded machine makes no difference.  What it ends would
 * never have ended, so the verdict does not depend on when it looks.
 */
static void *watch(void *unused)
{
	const struct timespec nap = { .tv_nsec = 100000000 };

	for (;;) {
		nanosleep(&nap, NULL);
		pthread_mutex_lock(&threads_lock);
		for (struct thread *t = threads; t; t = t->next)
			look_at(t);
		pthread_mutex_unlock(&threads_lock);
	}
	return unused;
}

void lk_watchdog_limit(long milliseconds)
{
	limit_ms = milliseconds;
}

static int installed;

static void install(void)
{
	struct sigaction sa = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	struct sigaction wd = { .sa_sigaction = on_watchdog,
				.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	pthread_attr_t attr;
	sigset_t all, old;
	pthread_t id;

	if (pthread_key_create(&key, forget))
		return;
	for (size_t i = 0; i < sizeof(fault_signals) / sizeof(*fault_signals); i++)
		sigaction(fault_signals[i], &sa, &before[fault_signals[i]]);
	sigaction(lk_watchdog_signal(), &wd, NULL);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, 65536);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	installed = !pthread_create(&id, &attr, watch, NULL);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
}

int lk_signals_install(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, install);
	return installed ? 0 : lk_fail(EAGAIN, "cannot start the watchdog thread");
}
