/* SPDX-License-Identifier: Apache-2.0 */
/* Handlers of calls that need more than to be forwarded; see the table in calls.c. */
#ifndef LOCKSTEP_CALLS_H
#define LOCKSTEP_CALLS_H

#include "programs.h"

/* process.c, wait.c */
void call_clone(struct tracee *);
void call_clone3(struct tracee *);
void call_fork(struct tracee *);
void call_vfork(struct tracee *);
void call_execve(struct tracee *);
void call_exit(struct tracee *);
void call_exit_group(struct tracee *);
void call_set_tid_address(struct tracee *);
void call_wait4(struct tracee *);
void call_waitid(struct tracee *);

/* signals.c */
void call_kill(struct tracee *);
void call_pidfd_send_signal(struct tracee *);
void call_suspend(struct tracee *);
void call_sigtimedwait(struct tracee *);
void call_restart(struct tracee *);

/* signalfd.c, inotify.c */
void call_signalfd(struct tracee *);
void call_inotify_init(struct tracee *);
void call_inotify_add_watch(struct tracee *);

/* futex.c */
void call_futex(struct tracee *);

/* poll.c */
void call_poll(struct tracee *);
void call_ppoll(struct tracee *);
void call_select(struct tracee *);
void call_pselect6(struct tracee *);
void call_epoll_ctl(struct tracee *);
void call_epoll_wait(struct tracee *);

/* dup.c */
void call_close(struct tracee *);
void call_close_range(struct tracee *);
void call_dup(struct tracee *);
void call_dup2(struct tracee *);
void call_fcntl(struct tracee *);

/* sockets.c */
void call_bind(struct tracee *);
void call_connect(struct tracee *);
void call_sendto(struct tracee *);
void call_setsockopt(struct tracee *);

/* bpf.c */
void call_bpf(struct tracee *);

/* rights.c: messages that may have descriptors */
void call_sendmsg(struct tracee *);
void call_recvmsg(struct tracee *);
void call_recvmmsg(struct tracee *);

/* open.c */
void call_open(struct tracee *);
void call_openat(struct tracee *);
void call_creat(struct tracee *);
void call_unlink(struct tracee *);
void call_unlinkat(struct tracee *);
void call_mknod(struct tracee *);
void call_mknodat(struct tracee *);
void call_chdir(struct tracee *);
void call_fchdir(struct tracee *);
void call_getcwd(struct tracee *);
void call_chroot(struct tracee *);
void call_mount(struct tracee *);
void call_umount2(struct tracee *);

/* stat.c, volume.c, directories.c */
void call_stat(struct tracee *);
void call_lstat(struct tracee *);
void call_fstat(struct tracee *);
void call_newfstatat(struct tracee *);
void call_statx(struct tracee *);
void call_statfs(struct tracee *);
void call_fstatfs(struct tracee *);
void call_getdents(struct tracee *);

/* changes.c: those that change what is in directories */
void call_mkdir(struct tracee *);
void call_mkdirat(struct tracee *);
void call_symlink(struct tracee *);
void call_symlinkat(struct tracee *);
void call_rename(struct tracee *);
void call_renameat(struct tracee *);
void call_truncate(struct tracee *);
void call_chmod(struct tracee *);
void call_fchmod(struct tracee *);
void call_fchmodat(struct tracee *);

/* writes.c, inodes.c */
void call_utime(struct tracee *);
void call_utimes(struct tracee *);
void call_futimesat(struct tracee *);
void call_utimensat(struct tracee *);
void call_chown(struct tracee *);
void call_lchown(struct tracee *);
void call_fchown(struct tracee *);
void call_fchownat(struct tracee *);
void call_set_clock(struct tracee *);

/* copy.c: between descriptors */
void call_sendfile(struct tracee *);
void call_splice(struct tracee *);

/* locks.c */
void call_flock(struct tracee *);

/* map.c */
void call_mmap(struct tracee *);

/* namespaces.c */
void call_unshare(struct tracee *);
void call_setns(struct tracee *);

/* limits.c */
void call_getrlimit(struct tracee *);
void call_setrlimit(struct tracee *);
void call_prlimit(struct tracee *);

/* identity.c */
void call_sched_getaffinity(struct tracee *);
void call_getcpu(struct tracee *);
void call_both(struct tracee *);	/* at the host and in the LibOS */
void call_umask(struct tracee *);
void call_prctl(struct tracee *);

#endif
