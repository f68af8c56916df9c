// SPDX-License-Identifier: Apache-2.0
/*
 * Random system calls: fuzz CALLS SEED.  Prints a hash of all results, which is the
 * same for the same seed.  Processes of 400 calls each, which a timer keeps from
 * waiting for ever.
 */
#include "pool.h"

#define ROUND	400

#define N(name) SYS_##name
static const int numbers[] = {
	N(read), N(write), N(readv), N(writev), N(pread64), N(pwrite64), N(preadv), N(pwritev),
	N(preadv2), N(pwritev2), N(recvfrom), N(recvmmsg), N(sendmmsg), N(recvmsg), N(sendmsg),
	N(sendto), N(sendfile), N(splice), N(tee), N(vmsplice), N(copy_file_range), N(fstat),
	N(lseek), N(ioctl), N(getdents), N(getdents64), N(ftruncate), N(fstatfs), N(flock),
	N(fsync), N(fdatasync), N(fchmod), N(fadvise64), N(fallocate), N(readahead),
	N(close_range), N(dup), N(dup2), N(dup3), N(fcntl), N(mmap), N(socket), N(accept),
	N(accept4), N(socketpair), N(bind), N(connect), N(listen), N(shutdown), N(getsockname),
	N(getpeername), N(setsockopt), N(getsockopt), N(pipe), N(pipe2), N(eventfd),
	N(eventfd2), N(timerfd_create), N(timerfd_settime), N(timerfd_gettime),
	N(epoll_create), N(epoll_create1), N(epoll_ctl), N(epoll_wait), N(epoll_pwait), N(poll),
	N(ppoll), N(select), N(pselect6), N(epoll_pwait2), N(signalfd), N(signalfd4),
	N(inotify_init), N(inotify_init1), N(fanotify_init), N(pidfd_open), N(io_uring_setup),
	N(io_setup), N(userfaultfd), N(perf_event_open), N(open), N(openat), N(openat2),
	N(stat), N(lstat), N(access), N(readlink), N(statfs), N(newfstatat), N(statx),
	N(faccessat), N(faccessat2), N(readlinkat), N(mkdir), N(mkdirat), N(rmdir), N(chmod),
	N(fchmodat), N(truncate), N(creat), N(unlink), N(unlinkat), N(mknod), N(mknodat),
	N(chdir), N(fchdir), N(getcwd), N(umask), N(mount), N(umount2), N(clock_gettime),
	N(gettimeofday), N(time), N(times), N(getrusage), N(clock_getres), N(clock_settime),
	N(settimeofday), N(clock_adjtime), N(adjtimex), N(nanosleep), N(clock_nanosleep),
	N(getitimer), N(setitimer), N(alarm), N(timer_create), N(timer_settime),
	N(timer_gettime), N(timer_getoverrun), N(timer_delete), N(sysinfo), N(sched_yield),
	N(uname), N(sethostname), N(setdomainname), N(getrandom), N(getuid), N(getgroups),
	N(setfsuid), N(setgroups), N(capget), N(capset), N(chown), N(fchown),
	N(sched_getaffinity), N(sched_setaffinity), N(getcpu), N(setsid), N(setpgid),
	N(getpriority), N(setpriority), N(sched_setscheduler), N(rseq), N(kexec_load),
	N(reboot), N(bpf), N(ptrace), N(process_vm_readv), N(process_vm_writev), N(seccomp),
	N(syslog), N(msgget), N(msgsnd), N(msgrcv), N(msgctl), N(semget), N(semop),
	N(semtimedop), N(semctl), N(mq_open), N(mq_unlink), N(mq_timedsend),
	N(mq_timedreceive), N(mq_notify), N(mq_getsetattr), N(unshare), N(setns), N(wait4),
	N(waitid), N(futex), N(rt_sigsuspend), N(pause), N(rt_sigtimedwait),
	N(set_robust_list), N(close), N(io_uring_enter), N(keyctl), N(add_key),
	N(request_key), N(fsopen), N(fsmount), N(open_tree), N(move_mount), N(pidfd_getfd),
	N(open_by_handle_at), N(name_to_handle_at), N(swapon), N(quotactl),
	N(lookup_dcookie), N(init_module), N(delete_module), N(iopl), N(acct), N(vhangup),
	N(remap_file_pages), N(shmget), N(shmctl),
};

struct result {
	uint64_t hash;
	int last;		/* call, for whoever looks into a failure */
	uint64_t calls;
};

static struct result *result;

static void on_alarm(int sig)
{
	(void)sig;
}

static void choose_socket_option(uint64_t *a)
{
	static const uint64_t levels[] = {
		SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_RAW,
		IPPROTO_ICMPV6, 263, 270, 132, 136, 282, 283, 284, 41, 33,
	};
	static const uint64_t lengths[] = { 0, 1, 4, 8, 12, 16, 24, 28, 136, 264, 1000, 4096 };

	a[0] = any_fd();
	a[1] = one_of(levels, COUNT(levels));
	a[2] = rnd() % 140;
	a[3] = (uint64_t)area + 8192;
	a[4] = one_of(lengths, COUNT(lengths));
	for (int i = 0; i < 32; i++)
		((uint32_t *)a[3])[i] = rnd() % 3 ? rnd() % 16 : any_number();
}

static void choose_ioctl(uint64_t *a)
{
	static const uint64_t bases[] = { 0x5400, 0x5450, 0x8900, 0x8910, 0x8940, 0x8980, 0x89f0,
					  0x400454c8, 0x800454cf, 0x5421 };

	a[0] = any_fd();
	a[1] = rnd() % 4 ? one_of(bases, COUNT(bases)) + rnd() % 64 : any_number();
	a[2] = rnd() % 3 ? (uint64_t)area + 8192 : any();
	for (int i = 0; i < 16; i++)
		((uint32_t *)(area + 8192))[i] = rnd() % 2 ? rnd() % 64 : any_number();
	strcpy(area + 8192, rnd() % 2 ? "lo" : "eth0");
}

static void choose_netlink(uint64_t *a)
{
	uint32_t *m = (uint32_t *)(area + 8192);
	int length = 16 + rnd() % 200;

	for (int i = 0; i < 64; i++)
		m[i] = rnd() % 3 ? rnd() % 64 : (8 + rnd() % 16) | (rnd() % 32) << 16;
	m[0] = length;
	m[1] = (16 + rnd() % 100) | (0x0005 | rnd() % 0x1000) << 16;
	a[0] = fds[6 + rnd() % 2];
	a[1] = (uint64_t)m;
	a[2] = length;
	a[3] = a[4] = a[5] = 0;
}

static void choose_bpf(uint64_t *a)
{
	a[0] = rnd() % 40;
	a[1] = (uint64_t)area + 8192;
	a[2] = rnd() % 8 * 16;
	for (int i = 0; i < 32; i++)
		((uint32_t *)a[1])[i] = rnd() % 2 ? rnd() % 32 : any();
}

/* Futile calls are no test: half of them are likely to come further. */
static long choose(uint64_t *a)
{
	long nr = numbers[rnd() % COUNT(numbers)];

	for (int i = 0; i < 6; i++)
		a[i] = any();
	switch (rnd() % 12) {
	case 0:
		choose_socket_option(a);
		return rnd() % 2 ? SYS_setsockopt : SYS_getsockopt;
	case 1:
		choose_ioctl(a);
		return SYS_ioctl;
	case 2:
		choose_netlink(a);
		return SYS_sendto;
	case 3:
		a[0] = rnd() % 46;
		a[1] = 1 + rnd() % 10;
		a[2] = rnd() % 2 ? 0 : rnd() % 300;
		return SYS_socket;
	case 4:
		choose_bpf(a);
		return SYS_bpf;
	case 5:
		a[0] = any_fd();
		a[1] = (uint64_t)area + 1024;
		a[2] = any_number();
		return rnd() % 2 ? SYS_sendmsg : SYS_recvmsg;
	case 6:
	case 7:
		a[0] = any_fd();
		break;
	}
	return nr;
}

static bool harmless(long nr, const uint64_t *a)
{
	/* it would end what is to be tested */
	if (nr == SYS_close_range)
		return (uint32_t)a[0] > 64;
	if (nr == SYS_close || nr == SYS_dup2 || nr == SYS_dup3)
		return (uint32_t)a[nr != SYS_close] > 32;
	if (nr == SYS_mmap)
		return !(a[3] & MAP_FIXED);
	return nr != SYS_munmap;
}

static void run(uint64_t which)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	struct itimerval soon = { { 0, 20000 }, { 0, 20000 } };
	uint64_t a[6];

	seed = which;
	alarm(0);
	sigaction(SIGALRM, &sa, NULL);
	for (int i = 1; i < 65; i++)
		if (i != SIGALRM && i != SIGSEGV && i != SIGBUS)
			signal(i, SIG_IGN);
	pool_memory();
	pool_descriptors();
	for (int i = 0; i < ROUND; i++) {
		long nr, r;

		pool_contents();
		nr = choose(a);
		if (!harmless(nr, a))
			continue;
		setitimer(ITIMER_REAL, &soon, NULL);
		result->last = nr;
		r = syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
		if (r < 0)
			r = -errno;
		if (getenv("FUZZ_TRACE"))
			dprintf(2, "%d: %ld(%lx, %lx, %lx, %lx, %lx, %lx) = %ld\n", i, nr, a[0], a[1],
				a[2], a[3], a[4], a[5], r);
		result->hash = (result->hash ^ (uint64_t)r ^ (uint64_t)nr << 32) * 0x100000001b3;
		result->calls++;
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	uint64_t calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 4000;
	uint64_t which = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;
	struct sigaction sa = { .sa_handler = on_alarm };
	int status, killed = 0;

	sigaction(SIGALRM, &sa, NULL);
	result = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	while (result->calls < calls) {
		uint64_t before = result->calls;
		pid_t pid = fork();

		if (!pid)
			run(which);
		alarm(60);
		while (waitpid(pid, &status, 0) != pid) {
			kill(pid, SIGKILL);
			killed++;
		}
		alarm(0);
		if (status && getenv("FUZZ_VERBOSE"))
			printf("%lu: status %x at call %d\n", which, status, result->last);
		result->hash += status;
		if (result->calls == before)
			result->calls++;
		which++;
	}
	printf("%lu calls, %d killed, hash %016lx\n", result->calls, killed, result->hash);
	return 0;
}
