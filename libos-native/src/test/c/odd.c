// SPDX-License-Identifier: Apache-2.0
/* Uses of system calls that are wrong, or too much: odd NAME.  Prints what came of it. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include "pool.h"

#ifndef MSG_ZEROCOPY
#define MSG_ZEROCOPY 0x4000000
#endif

static const char *name(long r)
{
	return r < 0 ? strerrorname_np(errno) : "ok";
}

static void say(const char *what, long r)
{
	printf("%s: %s\n", what, name(r));
	fflush(stdout);
}

static int udp(void)
{
	struct sockaddr_in a = { AF_INET, htons(7000), { htonl(0x7f000001) }, "" };
	struct ifreq r = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (ioctl(fd, SIOCSIFFLAGS, &r))
		exit(1);
	bind(fd, (void *)&a, sizeof(a));
	connect(fd, (void *)&a, sizeof(a));
	return fd;
}

/* A message header and its parts in memory that cannot be used. */
static void messages(void)
{
	int fd = udp(), tcp = socket(AF_INET, SOCK_STREAM, 0), pair[2];
	struct sockaddr_in a = { AF_INET, htons(7001), { htonl(0x7f000001) }, "" };
	char control[64] __attribute__((aligned(8))) = { 0 };
	struct cmsghdr *c = (void *)control;
	struct msghdr m = { 0 };
	struct iovec v;

	say("no vector", sendmsg(fd, &m, 0));
	m.msg_iovlen = -1;
	say("vector of -1", sendmsg(fd, &m, 0));
	m = (struct msghdr) { .msg_iov = (void *)gone, .msg_iovlen = 1 };
	say("vector nowhere", sendmsg(fd, &m, 0));
	v = (struct iovec) { gone, 10 };
	m.msg_iov = &v;
	say("data nowhere", sendmsg(fd, &m, 0));
	v = (struct iovec) { page_end - 10, 20 };
	say("data end", sendmsg(fd, &m, 0));
	v = (struct iovec) { (void *)0xffff888000000000, 10 };
	say("data of the kernel", sendmsg(fd, &m, 0));
	v = (struct iovec) { area, 10 };
	m.msg_name = (void *)0xffff888000000000;
	m.msg_namelen = 16;
	say("name of the kernel", sendmsg(fd, &m, 0));
	m.msg_name = NULL;
	m.msg_control = control;
	m.msg_controllen = 16;
	c->cmsg_len = 1UL << 40;
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	say("too long a control message", sendmsg(pair[0], &m, 0));
	c->cmsg_len = 5;
	say("too short a control message", sendmsg(pair[0], &m, 0));
	m.msg_controllen = 1000000;
	say("much control", sendmsg(pair[0], &m, 0));
	m.msg_control = NULL;
	m.msg_controllen = 0;
	say("MSG_ZEROCOPY", sendmsg(fd, &m, MSG_ZEROCOPY));
	fd = 1;
	say("SO_ZEROCOPY", setsockopt(tcp, SOL_SOCKET, 60, &fd, 4));
	errno = 0;
	say("SO_ZEROCOPY with more bits",
	    syscall(SYS_setsockopt, tcp, 1UL | 1UL << 32, 60UL | 1UL << 32, &fd, 4));
	say("MSG_FASTOPEN", sendto(tcp, area, 10, MSG_FASTOPEN, (void *)&a, sizeof(a)));
	tcp = socket(AF_INET, SOCK_STREAM, 0);
	say("MSG_FASTOPEN nowhere", sendto(tcp, gone, 10, MSG_FASTOPEN, (void *)&a, sizeof(a)));
	say("MSG_FASTOPEN of nothing", sendto(tcp, NULL, 0, MSG_FASTOPEN, NULL, 0));
}

/* Results that cannot be stored. */
static void stores(void)
{
	int fd = udp(), pair[2];
	struct iovec v = { area, 100 };
	struct msghdr *m = (void *)read_only, good = { .msg_iov = &v, .msg_iovlen = 1 };
	struct pollfd *p;
	struct stat st;

	say("clock_gettime", syscall(SYS_clock_gettime, 0, read_only));
	say("pipe", syscall(SYS_pipe2, read_only, 0));
	say("socketpair", syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, read_only));
	send(fd, "x", 1, 0);
	say("recv", recv(fd, read_only, 10, 0));
	mprotect(read_only, 4096, PROT_READ | PROT_WRITE);
	*m = good;
	mprotect(read_only, 4096, PROT_READ);
	send(fd, "y", 1, 0);
	say("recvmsg", recvmsg(fd, m, 0));
	pipe(pair);
	mprotect(read_only, 4096, PROT_READ | PROT_WRITE);
	p = (void *)read_only;
	*p = (struct pollfd) { pair[1], POLLOUT, 0 };
	mprotect(read_only, 4096, PROT_READ);
	say("poll", poll(p, 1, 0));
	say("getsockname", syscall(SYS_getsockname, fd, area, read_only));
	say("select", select(pair[1] + 1, NULL, (void *)read_only, NULL, NULL));
	say("fstat", syscall(SYS_fstat, fd, read_only));
	say("fstat of a file", syscall(SYS_stat, "/etc/hostname", read_only));
	say("getsockopt", syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_RCVBUF, read_only, read_only));
	say("nothing is lost", fstat(pair[0], &st) || fstat(pair[1], &st));
	printf("next descriptor: %d\n", dup(0));
}

static void many(void)
{
	static struct mmsghdr messages[1100];
	static struct pollfd polls[3000];
	struct timespec soon = { 0, 5000000 };
	struct iovec v = { area, 10 };
	int fd = udp(), big = 1 << 20, pair[2], n = 0;
	fd_set sets[3][4];

	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &big, sizeof(big));
	for (size_t i = 0; i < COUNT(messages); i++)
		messages[i].msg_hdr = (struct msghdr) { .msg_iov = &v, .msg_iovlen = 1 };
	printf("sendmmsg: %d\n", sendmmsg(fd, messages, 1000, 0));
	printf("recvmmsg: %d\n", recvmmsg(fd, messages, 900, 0, &soon));
	printf("recvmmsg: %d\n", recvmmsg(fd, messages, 1100, MSG_DONTWAIT, &soon));
	soon.tv_nsec = -1;
	say("recvmmsg with a bad time", recvmmsg(fd, messages, 10, 0, &soon));
	for (size_t i = 0; i < COUNT(polls); i++)
		polls[i] = (struct pollfd) { i % 2 ? -1 : fd, POLLIN | POLLOUT, 0 };
	say("poll of 3000", poll(polls, 3000, 0));
	for (int i = 0; i < 1000; i++)
		polls[i].fd = fd;
	printf("poll of 1000: %d\n", poll(polls, 1000, 0));
	memset(sets, 0xff, sizeof(sets));
	say("select of 4000", select(4000, sets[0], sets[1], sets[2], NULL));
	say("select of -1", select(-1, NULL, NULL, NULL, NULL));
	while (dup(fd) >= 0)
		n++;
	printf("%d more descriptors and then %s\n", n, strerrorname_np(errno));
	say("pipe", pipe(pair));
	say("socket", socket(AF_INET, SOCK_STREAM, 0));
	say("open", open("/etc/hostname", O_RDONLY));
	close(500);
	say("pipe with one left", pipe(pair));
	printf("socket: %d\n", socket(AF_INET, SOCK_STREAM, 0));
}

static long raw_clone(unsigned long flags, void *stack)
{
	return syscall(SYS_clone, flags, stack, NULL, NULL, 0);
}

static void clones(void)
{
	struct clone_args args = { .flags = CLONE_NEWUSER, .exit_signal = SIGCHLD };
	int status = 0;
	pid_t pid;

	say("SIGHAND alone", raw_clone(CLONE_SIGHAND | SIGCHLD, NULL));
	say("THREAD alone", raw_clone(CLONE_THREAD, NULL));
	say("NEWUSER", raw_clone(CLONE_NEWUSER | SIGCHLD, NULL));
	say("NEWPID", raw_clone(CLONE_NEWPID | SIGCHLD, NULL));
	say("clone3 of nothing", syscall(SYS_clone3, NULL, 0));
	say("clone3 too small", syscall(SYS_clone3, &args, 8));
	say("clone3 NEWUSER", syscall(SYS_clone3, &args, sizeof(args)));
	args.flags = 1UL << 63;
	say("clone3 of unknown flags", syscall(SYS_clone3, &args, sizeof(args)));
	args = (struct clone_args) { .exit_signal = 12345 };
	say("clone3 with a bad signal", syscall(SYS_clone3, &args, sizeof(args)));
	args = (struct clone_args) { .flags = CLONE_PARENT };
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (!pid)
		_exit(0);
	printf("clone3 PARENT: %s\n", pid < 0 ? strerrorname_np(errno) : "ok");
	pid = raw_clone(CLONE_VM | SIGCHLD, (void *)4096);	/* it dies at once */
	printf("child without a stack: %d\n", pid > 0);
	printf("waitpid: %d", waitpid(pid, &status, 0) == pid);
	printf(" signal %d\n", WTERMSIG(status));
	pid = fork();
	if (!pid)
		raise(SIGKILL);
	waitpid(pid, &status, 0);
	printf("killed itself: signal %d\n", WTERMSIG(status));
	pid = fork();
	if (!pid)	/* a thread without a stack ends all of them */
		raw_clone(CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_FILES | CLONE_FS,
			  (void *)4096);
	if (!pid)
		for (;;)
			getppid();
	waitpid(pid, &status, 0);
	printf("thread without a stack: signal %d\n", WTERMSIG(status));
	pid = fork();
	if (!pid) {
		struct rlimit none = { 0, 0 };

		setrlimit(RLIMIT_NPROC, &none);
		if (setuid(1000))
			_exit(2);
		pid = fork();
		_exit(pid < 0 && errno == EAGAIN ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	printf("no more processes: %d\n", status >> 8 < 2);
}

static void processes(void)
{
	int n = 0, ended = 0, pipes[2];
	char c;

	pipe(pipes);
	for (; n < 300; n++) {
		pid_t pid = fork();

		if (pid < 0)
			break;
		if (!pid) {
			close(pipes[1]);
			read(pipes[0], &c, 1);
			_exit(0);
		}
	}
	printf("%d processes\n", n);
	close(pipes[1]);
	while (wait(NULL) > 0)
		ended++;
	printf("%d ended\n", ended);
}

static void *thread(void *arg)
{
	pthread_mutex_lock(arg);
	pthread_mutex_unlock(arg);
	return NULL;
}

static void threads(void)
{
	pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
	pthread_attr_t small;
	pthread_t id[200];
	int n = 0;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	pthread_mutex_lock(&m);
	while (n < 200 && !pthread_create(&id[n], &small, thread, &m))
		n++;
	printf("%d threads\n", n);
	pthread_mutex_unlock(&m);
	for (int i = 0; i < n; i++)
		pthread_join(id[i], NULL);
	printf("joined\n");
}

/* Each process makes others until it cannot; the first tells what the end was. */
static void bomb(void)
{
	int *made = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int pipes[2];
	char c;

	pipe(pipes);
	for (;;) {
		pid_t pid = fork();

		if (pid < 0)
			break;
		made[0]++;
		if (!pid && made[0] % 2)
			for (;;)
				if (fork() <= 0)
					break;
		if (!pid) {
			close(pipes[1]);
			read(pipes[0], &c, 1);
			_exit(0);
		}
	}
	printf("%s after hundreds: %d\n", strerrorname_np(errno), made[0] > 100);
	close(pipes[1]);
	while (wait(NULL) > 0)
		;
}

/* All the memory of the kernel. */
static void memory(void)
{
	int pair[2], big = 1 << 30;

	while (!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair)) {
		setsockopt(pair[0], SOL_SOCKET, SO_SNDBUFFORCE, &big, sizeof(big));
		while (send(pair[0], area, AREA, 0) > 0)
			;
		if (errno != EAGAIN)
			break;
	}
	printf("%s\n", strerrorname_np(errno));
}

int main(int argc, char **argv)
{
	static const struct { const char *name; void (*run)(void); } tests[] = {
		{ "messages", messages }, { "stores", stores }, { "many", many },
		{ "clones", clones }, { "processes", processes }, { "threads", threads },
		{ "bomb", bomb }, { "memory", memory },
	};

	setvbuf(stdout, NULL, _IOLBF, 0);
	pool_memory();
	for (size_t i = 0; argc > 1 && i < COUNT(tests); i++)
		if (!strcmp(argv[1], tests[i].name))
			tests[i].run();
	return 0;
}
