// SPDX-License-Identifier: Apache-2.0
/*
 * The table of system calls: what each one's class is, and which of its arguments
 * are descriptors and paths.  What is not in it is the host's and not trapped.
 * The filter of programs is made from it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include "calls.h"
#include "files.h"

enum call_class {
	NOT_TRAPPED,
	ALWAYS,		/* the LibOS's */
	LOOK,		/* likewise, and tells no more than the time */
	TRANSFER,	/* the LibOS's if descriptor fd is; takes or gives data */
	WRITE,		/* likewise gives data, and at the host changes a file */
	BY_FD,		/* the LibOS's if descriptor fd is */
	TERMINAL,	/* likewise, and a terminal may ask for more */
	BY_PATH,	/* the LibOS's if path is, relative to descriptor at or the directory */
	NEW_FD,		/* the LibOS's, makes a descriptor; close-on-exec if flags has 02000000 */
	NEW_PAIR,	/* likewise two, at argument pair */
	OWN,		/* handle() knows */
	STOP,		/* the host's; trapped so that a new thread stops before it does anything */
	CONSTANT,	/* the result is always the same */
};

struct call {
	enum call_class class;
	void (*handle)(struct tracee *);
	unsigned char fd, path, flags, pair;	/* arguments, counted from 1; 0: there is none */
	short constant;
};

#define CALL(name, ...)	[SYS_##name] = { __VA_ARGS__ }
#define OWN_(f)		.class = OWN, .handle = f
#define FD_(n)		.class = BY_FD, .fd = (n) + 1
#define DATA_(n)	.class = TRANSFER, .fd = (n) + 1
#define WRITE_(n)	.class = WRITE, .fd = (n) + 1
#define PATH_(n)	.class = BY_PATH, .path = (n) + 1
#define AT_(f, n)	.class = BY_PATH, .fd = (f) + 1, .path = (n) + 1
#define NONE		(-1)
#define NEW_(n)		.class = NEW_FD, .flags = (n) + 1
#define PAIR_(n, f)	.class = NEW_PAIR, .pair = (n) + 1, .flags = (f) + 1
#define ALWAYS_		.class = ALWAYS
#define STOP_		.class = STOP
#define IS_(n)		.class = CONSTANT, .constant = n

static const struct call calls[] = {
	/* data */
	CALL(read, DATA_(0)), CALL(readv, DATA_(0)), CALL(pread64, DATA_(0)),
	CALL(preadv, DATA_(0)), CALL(preadv2, DATA_(0)), CALL(write, WRITE_(0)),
	CALL(writev, WRITE_(0)), CALL(pwrite64, WRITE_(0)), CALL(pwritev, WRITE_(0)),
	CALL(pwritev2, WRITE_(0)),
	CALL(recvfrom, DATA_(0)), CALL(recvmmsg, OWN_(call_recvmmsg)), CALL(sendmmsg, DATA_(0)),
	CALL(recvmsg, OWN_(call_recvmsg)), CALL(sendmsg, OWN_(call_sendmsg)),
	CALL(sendto, OWN_(call_sendto)),
	CALL(sendfile, OWN_(call_sendfile)), CALL(splice, OWN_(call_splice)),
	CALL(tee, FD_(0)), CALL(vmsplice, FD_(0)), CALL(copy_file_range, OWN_(call_splice)),

	/* descriptors */
	CALL(fstat, OWN_(call_fstat)), CALL(lseek, FD_(0)), CALL(ioctl, .class = TERMINAL, .fd = 1),
	CALL(getdents, OWN_(call_getdents)), CALL(getdents64, OWN_(call_getdents)),
	CALL(ftruncate, WRITE_(0)), CALL(fstatfs, OWN_(call_fstatfs)), CALL(flock, OWN_(call_flock)),
	CALL(fsync, FD_(0)), CALL(fdatasync, FD_(0)), CALL(fchmod, OWN_(call_fchmod)),
	CALL(fadvise64, FD_(0)), CALL(fallocate, WRITE_(0)), CALL(readahead, FD_(0)),
	CALL(close, OWN_(call_close)), CALL(close_range, OWN_(call_close_range)),
	CALL(dup, OWN_(call_dup)), CALL(dup2, OWN_(call_dup2)), CALL(dup3, OWN_(call_dup2)),
	CALL(fcntl, OWN_(call_fcntl)), CALL(mmap, OWN_(call_mmap)),

	/* sockets */
	CALL(socket, NEW_(1)), CALL(accept, NEW_(NONE)), CALL(accept4, NEW_(3)),
	CALL(socketpair, PAIR_(3, 1)), CALL(bind, OWN_(call_bind)),
	CALL(connect, OWN_(call_connect)), CALL(listen, ALWAYS_), CALL(shutdown, ALWAYS_),
	CALL(getsockname, ALWAYS_), CALL(getpeername, ALWAYS_),
	CALL(setsockopt, OWN_(call_setsockopt)), CALL(getsockopt, ALWAYS_),

	/* other things that can be waited for */
	CALL(pipe, PAIR_(0, NONE)), CALL(pipe2, PAIR_(0, 1)), CALL(eventfd, NEW_(NONE)),
	CALL(eventfd2, NEW_(1)), CALL(timerfd_create, NEW_(1)), CALL(timerfd_settime, ALWAYS_),
	CALL(timerfd_gettime, ALWAYS_), CALL(epoll_create, NEW_(NONE)),
	CALL(epoll_create1, NEW_(0)), CALL(epoll_ctl, OWN_(call_epoll_ctl)),
	CALL(epoll_wait, OWN_(call_epoll_wait)), CALL(epoll_pwait, OWN_(call_epoll_wait)),
	CALL(poll, OWN_(call_poll)), CALL(ppoll, OWN_(call_ppoll)),
	CALL(select, OWN_(call_select)), CALL(pselect6, OWN_(call_pselect6)),
	CALL(epoll_pwait2, IS_(-ENOSYS)), CALL(signalfd, OWN_(call_signalfd)),
	CALL(signalfd4, OWN_(call_signalfd)), CALL(inotify_init, OWN_(call_inotify_init)),
	CALL(inotify_init1, OWN_(call_inotify_init)),
	CALL(inotify_add_watch, OWN_(call_inotify_add_watch)),
	CALL(fanotify_init, IS_(-ENOSYS)),
	CALL(pidfd_open, IS_(-ENOSYS)), CALL(io_uring_setup, IS_(-ENOSYS)),
	CALL(io_setup, IS_(-ENOSYS)), CALL(userfaultfd, IS_(-ENOSYS)),
	CALL(perf_event_open, IS_(-ENOSYS)),

	/* paths */
	CALL(open, OWN_(call_open)), CALL(openat, OWN_(call_openat)), CALL(openat2, IS_(-ENOSYS)),
	CALL(creat, OWN_(call_creat)), CALL(stat, OWN_(call_stat)), CALL(lstat, OWN_(call_lstat)),
	CALL(newfstatat, OWN_(call_newfstatat)), CALL(statx, OWN_(call_statx)),
	CALL(statfs, OWN_(call_statfs)), CALL(access, PATH_(0)), CALL(faccessat, AT_(0, 1)),
	CALL(faccessat2, AT_(0, 1)), CALL(readlink, PATH_(0)), CALL(readlinkat, AT_(0, 1)),
	CALL(mkdir, OWN_(call_mkdir)), CALL(mkdirat, OWN_(call_mkdirat)),
	CALL(rmdir, OWN_(call_mkdir)), CALL(symlink, OWN_(call_symlink)),
	CALL(symlinkat, OWN_(call_symlinkat)), CALL(link, OWN_(call_rename)),
	CALL(linkat, OWN_(call_renameat)), CALL(rename, OWN_(call_rename)),
	CALL(renameat, OWN_(call_renameat)), CALL(renameat2, OWN_(call_renameat)),
	/* attributes beyond mode and owner differ from host to host */
	CALL(getxattr, IS_(-EOPNOTSUPP)), CALL(lgetxattr, IS_(-EOPNOTSUPP)),
	CALL(fgetxattr, IS_(-EOPNOTSUPP)), CALL(setxattr, IS_(-EOPNOTSUPP)),
	CALL(lsetxattr, IS_(-EOPNOTSUPP)), CALL(fsetxattr, IS_(-EOPNOTSUPP)),
	CALL(listxattr, IS_(-EOPNOTSUPP)), CALL(llistxattr, IS_(-EOPNOTSUPP)),
	CALL(flistxattr, IS_(-EOPNOTSUPP)), CALL(removexattr, IS_(-EOPNOTSUPP)),
	CALL(lremovexattr, IS_(-EOPNOTSUPP)), CALL(fremovexattr, IS_(-EOPNOTSUPP)),
	CALL(chmod, OWN_(call_chmod)), CALL(fchmodat, OWN_(call_fchmodat)),
	CALL(truncate, OWN_(call_truncate)), CALL(utime, OWN_(call_utime)),
	CALL(utimes, OWN_(call_utimes)), CALL(futimesat, OWN_(call_futimesat)),
	CALL(utimensat, OWN_(call_utimensat)), CALL(chown, OWN_(call_chown)),
	CALL(lchown, OWN_(call_lchown)), CALL(fchown, OWN_(call_fchown)),
	CALL(fchownat, OWN_(call_fchownat)), CALL(name_to_handle_at, IS_(-EOPNOTSUPP)),
	CALL(open_by_handle_at, IS_(-EPERM)), CALL(chroot, OWN_(call_chroot)),
	CALL(pivot_root, OWN_(call_chroot)),
	CALL(unlink, OWN_(call_unlink)), CALL(unlinkat, OWN_(call_unlinkat)),
	CALL(mknod, OWN_(call_mknod)), CALL(mknodat, OWN_(call_mknodat)),
	CALL(chdir, OWN_(call_chdir)), CALL(fchdir, OWN_(call_fchdir)),
	CALL(getcwd, OWN_(call_getcwd)), CALL(umask, OWN_(call_umask)),
	CALL(mount, OWN_(call_mount)), CALL(umount2, OWN_(call_umount2)),

	/* time */
	CALL(clock_gettime, .class = LOOK), CALL(gettimeofday, .class = LOOK),
	CALL(time, .class = LOOK), CALL(times, .class = LOOK), CALL(getrusage, .class = LOOK),
	CALL(clock_getres, ALWAYS_), CALL(clock_settime, OWN_(call_set_clock)),
	CALL(settimeofday, OWN_(call_set_clock)), CALL(clock_adjtime, OWN_(call_set_clock)),
	CALL(adjtimex, OWN_(call_set_clock)), CALL(nanosleep, ALWAYS_),
	CALL(clock_nanosleep, ALWAYS_), CALL(getitimer, ALWAYS_), CALL(setitimer, ALWAYS_),
	CALL(alarm, ALWAYS_), CALL(timer_create, ALWAYS_), CALL(timer_settime, ALWAYS_),
	CALL(timer_gettime, ALWAYS_), CALL(timer_getoverrun, ALWAYS_),
	CALL(timer_delete, ALWAYS_), CALL(sysinfo, ALWAYS_),
	CALL(sched_yield, .class = LOOK),

	/* identity and chance */
	CALL(uname, ALWAYS_), CALL(sethostname, ALWAYS_), CALL(setdomainname, ALWAYS_),
	CALL(getrandom, ALWAYS_), CALL(getuid, ALWAYS_), CALL(geteuid, ALWAYS_),
	CALL(getgid, ALWAYS_), CALL(getegid, ALWAYS_), CALL(getresuid, ALWAYS_),
	CALL(getresgid, ALWAYS_), CALL(setuid, ALWAYS_), CALL(setgid, ALWAYS_),
	CALL(setreuid, ALWAYS_), CALL(setregid, ALWAYS_), CALL(setresuid, ALWAYS_),
	CALL(setresgid, ALWAYS_), CALL(setfsuid, ALWAYS_), CALL(setfsgid, ALWAYS_),
	CALL(getgroups, ALWAYS_), CALL(setgroups, ALWAYS_), CALL(capget, ALWAYS_),
	CALL(capset, ALWAYS_), CALL(prctl, OWN_(call_prctl)),
	CALL(getrlimit, OWN_(call_getrlimit)), CALL(setrlimit, OWN_(call_setrlimit)),
	CALL(prlimit64, OWN_(call_prlimit)),
	CALL(sched_getaffinity, OWN_(call_sched_getaffinity)), CALL(sched_setaffinity, IS_(0)),
	CALL(getcpu, OWN_(call_getcpu)), CALL(setsid, OWN_(call_both)),
	CALL(setpgid, OWN_(call_both)), CALL(getpriority, ALWAYS_), CALL(setpriority, ALWAYS_),
	CALL(sched_setscheduler, IS_(0)), CALL(sched_setparam, IS_(0)),
	CALL(sched_getscheduler, IS_(0)),
	CALL(rseq, IS_(-ENOSYS)),	/* it tells the CPU's number */
	CALL(kexec_load, IS_(-EPERM)), CALL(reboot, IS_(-EPERM)), CALL(bpf, OWN_(call_bpf)),
	CALL(ptrace, IS_(-EPERM)), CALL(process_vm_readv, IS_(-EPERM)),
	CALL(process_vm_writev, IS_(-EPERM)), CALL(seccomp, IS_(-EINVAL)),
	CALL(syslog, ALWAYS_),

	/* what would be the host's alone, or of no use here */
	CALL(keyctl, IS_(-ENOSYS)), CALL(add_key, IS_(-ENOSYS)), CALL(request_key, IS_(-ENOSYS)),
	CALL(fsopen, IS_(-ENOSYS)), CALL(fsconfig, IS_(-ENOSYS)),
	CALL(fsmount, IS_(-ENOSYS)), CALL(fspick, IS_(-ENOSYS)), CALL(open_tree, IS_(-ENOSYS)),
	CALL(move_mount, IS_(-ENOSYS)), CALL(mount_setattr, IS_(-ENOSYS)),
	[467] = { IS_(-ENOSYS) },	/* open_tree_attr() */
	CALL(pidfd_getfd, IS_(-ENOSYS)), CALL(memfd_secret, IS_(-ENOSYS)),
	CALL(io_uring_enter, IS_(-ENOSYS)), CALL(io_uring_register, IS_(-ENOSYS)),
	CALL(process_madvise, IS_(-ENOSYS)), CALL(init_module, IS_(-EPERM)),
	CALL(finit_module, IS_(-EPERM)), CALL(delete_module, IS_(-EPERM)),
	CALL(kexec_file_load, IS_(-EPERM)), CALL(swapon, IS_(-EPERM)), CALL(swapoff, IS_(-EPERM)),
	CALL(acct, IS_(-EPERM)), CALL(quotactl, IS_(-EPERM)), CALL(iopl, IS_(-EPERM)),
	CALL(ioperm, IS_(-EPERM)), CALL(lookup_dcookie, IS_(-ENOSYS)),

	/* between processes */
	CALL(msgget, ALWAYS_), CALL(msgsnd, ALWAYS_), CALL(msgrcv, ALWAYS_), CALL(msgctl, ALWAYS_),
	CALL(semget, ALWAYS_), CALL(semop, ALWAYS_), CALL(semtimedop, ALWAYS_),
	CALL(semctl, ALWAYS_), CALL(mq_open, NEW_(1)), CALL(mq_unlink, ALWAYS_),
	CALL(mq_timedsend, ALWAYS_), CALL(mq_timedreceive, ALWAYS_), CALL(mq_notify, ALWAYS_),
	CALL(mq_getsetattr, ALWAYS_),
	CALL(unshare, OWN_(call_unshare)), CALL(setns, OWN_(call_setns)),

	/* processes */
	CALL(clone, OWN_(call_clone)), CALL(clone3, OWN_(call_clone3)), CALL(fork, OWN_(call_fork)),
	CALL(vfork, OWN_(call_vfork)), CALL(execve, OWN_(call_execve)),
	CALL(execveat, OWN_(call_execve)), CALL(exit, OWN_(call_exit)),
	CALL(exit_group, OWN_(call_exit_group)),
	CALL(set_tid_address, OWN_(call_set_tid_address)), CALL(wait4, OWN_(call_wait4)),
	CALL(waitid, OWN_(call_waitid)), CALL(futex, OWN_(call_futex)),
	CALL(kill, OWN_(call_kill)), CALL(tkill, OWN_(call_kill)), CALL(tgkill, OWN_(call_kill)),
	CALL(rt_sigqueueinfo, OWN_(call_kill)), CALL(rt_tgsigqueueinfo, OWN_(call_kill)),
	CALL(pidfd_send_signal, OWN_(call_pidfd_send_signal)),
	CALL(rt_sigsuspend, OWN_(call_suspend)), CALL(pause, OWN_(call_suspend)),
	CALL(rt_sigtimedwait, OWN_(call_sigtimedwait)),
	CALL(restart_syscall, OWN_(call_restart)),
	[449] = { IS_(-ENOSYS) },	/* futex_waitv() */
	[454] = { IS_(-ENOSYS) },	/* futex_wake() and its like */
	[455] = { IS_(-ENOSYS) }, [456] = { IS_(-ENOSYS) },
	CALL(set_robust_list, STOP_), CALL(arch_prctl, STOP_),
	/* what unblocks signals after vfork(), see call_exit_group() */
	CALL(rt_sigprocmask, STOP_),
};
#define N_CALLS	((int)(sizeof(calls) / sizeof(*calls)))

/* Does the filter hand it to us? */
bool call_trapped(int nr)
{
	return nr >= 0 && nr < N_CALLS && calls[nr].class != NOT_TRAPPED;
}

static bool is_look(enum call_class class, long nr)
{
	switch (nr) {
	case SYS_poll: case SYS_ppoll: case SYS_select: case SYS_pselect6:
	case SYS_epoll_wait: case SYS_epoll_pwait: case SYS_recvmsg: case SYS_accept:
	case SYS_accept4: case SYS_recvfrom: case SYS_recvmmsg: case SYS_read:
		return true;
	}
	return class == LOOK;
}

static int cloexec(const struct tracee *t, const struct call *c)
{
	return c->flags ? A(t, c->flags - 1) & O_CLOEXEC : 0;
}

static void by_path(struct tracee *t, const struct call *c)
{
	int dirfd = c->fd ? (int)A(t, c->fd - 1) : AT_FDCWD;
	char path[PATH_SIZE];

	if (!user_string(t->p, A(t, c->path - 1), path, sizeof(path))) {
		/* newfstatat(fd, "", ...), statx(fd, NULL, ...) */
		if (c->fd && fd_is_libos(t, dirfd))
			return forward_reply(t);
		return reply_host(t);
	}
	if (!path[0] && c->fd && fd_is_libos(t, dirfd))
		return forward_reply(t);
	if (path_realm(t, dirfd, path) == HOST)
		return reply_host(t);
	forward_reply(t);
}

/* Most calls of daemons: they neither write to standard output nor close it. */
static bool leaves_streams(enum call_class class, long nr)
{
	switch (nr) {
	case SYS_read: case SYS_ioctl: case SYS_readv:
		return false;	/* room in the input, and terminals */
	case SYS_sendto: case SYS_sendmsg: case SYS_sendmmsg: case SYS_futex:
	case SYS_timerfd_settime: case SYS_epoll_ctl: case SYS_clock_nanosleep:
	case SYS_rt_sigprocmask:
		return true;
	}
	return is_look(class, nr);
}

void call_handle(struct tracee *t)
{
	long nr = t->call.data.nr;
	const struct call *c = &calls[nr];

	changes_settle(t->p->node);
	t->called_at = t->p->node->all->now;
	t->interrupted_by_mask = false;
	if (t->p->signals_unsettled || t->p->node->inotifies)
		notifiers_settle(t);
	if (!is_look(c->class, nr) && nr != SYS_rt_sigprocmask)
		t->looks = t->polls = 0;
	if (!leaves_streams(c->class, nr))
		streams_stir(t->p->program);
	terminal_after(t);
	if (nr != SYS_restart_syscall)
		t->restarts_futex = false;
	switch (c->class) {
	case ALWAYS:
		return forward_reply(t);
	case LOOK:
		if (nr == SYS_clock_gettime || nr == SYS_gettimeofday)
			vdso_read(t->p);
		return nr == SYS_sched_yield ? then_look(t, 0) : forward(t, then_look);
	case WRITE:
	case TRANSFER:
		if (!fd_is_libos(t, A(t, c->fd - 1))) {
			if (c->class == WRITE)
				file_written(t, A(t, c->fd - 1));
			return reply_host(t);
		}
		if (is_notifier(t, A(t, c->fd - 1))) {
			if (nr == SYS_read || nr == SYS_readv)
				return notifier_read(t);
			return reply(t, -EINVAL);
		}
		terminal_before(t, A(t, c->fd - 1));
		return forward(t, then_transfer);
	case TERMINAL:
		if (fd_is_libos(t, A(t, c->fd - 1)))
			terminal_before(t, A(t, c->fd - 1));
		/* fall through */
	case BY_FD:
		return fd_is_libos(t, A(t, c->fd - 1)) ? forward_reply(t) : reply_host(t);
	case BY_PATH:
		return by_path(t, c);
	case NEW_FD:
		t->arg[0] = cloexec(t, c);
		return forward(t, then_fd);
	case NEW_PAIR:
		t->arg[0] = cloexec(t, c);
		t->arg[1] = A(t, c->pair - 1);
		return forward(t, then_pair);
	case OWN:
		return c->handle(t);
	case CONSTANT:
		return reply(t, c->constant);
	case STOP:
	case NOT_TRAPPED:
		break;
	}
	reply_host(t);
}

/* It waits for what it has waited for before. */
void call_again(struct tracee *t)
{
	t->gives_up = t->go_on = false;
	t->state = TRAPPED;
	call_handle(t);
}
