// SPDX-License-Identifier: Apache-2.0
/* What signalfd() gives, by all ways to wait for it; prints the same on any Linux. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int ready(int fd, int ms)
{
	struct pollfd p = { fd, POLLIN, 0 };

	poll(&p, 1, ms);
	return p.revents;
}

static void say(const char *what, long result)
{
	printf("%s: %ld, %s\n", what, result, result < 0 ? strerror(errno) : "ok");
}

static void take(const char *what, int fd)
{
	struct signalfd_siginfo si = { 0 };
	ssize_t n = read(fd, &si, sizeof(si));

	if (n < 0)
		printf("%s: %s\n", what, strerror(errno));
	else
		printf("%s: %zd bytes, signal %d, status %d, value %d\n", what, n, si.ssi_signo,
		       si.ssi_status, si.ssi_int);
}

static sigset_t of(int a, int b)
{
	sigset_t s;

	sigemptyset(&s);
	sigaddset(&s, a);
	sigaddset(&s, b);
	return s;
}

static pid_t child(int ms, int sig, int status)
{
	pid_t parent = getpid(), pid = fork();

	if (pid)
		return pid;
	usleep(ms * 1000);
	if (sig)
		kill(parent, sig);
	_exit(status);
}

int main(void)
{
	sigset_t set = of(SIGUSR1, SIGCHLD), other = of(SIGALRM, SIGUSR2);
	struct itimerval timer = { { 0, 0 }, { 0, 50000 } };
	struct epoll_event ev = { EPOLLIN };
	union sigval seven = { 7 };
	char bytes[1024];
	struct iovec parts[2] = { { bytes, 100 }, { bytes + 100, 900 } };
	int fd, copy, ep;
	pid_t pid;

	setvbuf(stdout, NULL, _IONBF, 0);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &other, NULL);
	fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	printf("flags %d\n", !!(fcntl(fd, F_GETFL) & O_NONBLOCK));
	take("nothing", fd);
	printf("ready %d\n", ready(fd, 0));
	kill(getpid(), SIGUSR1);
	printf("ready %d\n", ready(fd, 0));
	take("one", fd);
	printf("ready %d\n", ready(fd, 0));
	sigqueue(getpid(), SIGUSR1, seven);
	kill(getpid(), SIGUSR2);
	take("the one in the set", fd);
	take("the other", fd);
	signalfd(fd, &other, 0);
	printf("ready %d\n", ready(fd, 0));
	take("after a change", fd);
	say("short read", read(fd, bytes, 8));
	say("write", write(fd, bytes, 128));

	copy = dup(fd);
	ep = epoll_create1(0);
	epoll_ctl(ep, EPOLL_CTL_ADD, copy, &ev);
	setitimer(ITIMER_REAL, &timer, NULL);
	printf("epoll %d\n", epoll_wait(ep, &ev, 1, 2000));
	close(fd);
	take("by the duplicate", copy);
	printf("epoll %d\n", epoll_wait(ep, &ev, 1, 0));
	close(copy);

	fd = signalfd(-1, &set, 0);
	pid = child(30, SIGUSR1, 5);
	take("blocking", fd);
	take("its end", fd);
	waitpid(pid, NULL, 0);
	pid = child(10, 0, 6);
	printf("ready %d\n", ready(fd, 2000));
	say("vector", readv(fd, parts, 2));
	printf("signal %d\n", *(int *)bytes);
	waitpid(pid, NULL, 0);
	kill(getpid(), SIGUSR1);
	printf("ready %d\n", ready(fd, 0));
	signal(SIGUSR1, SIG_IGN);
	printf("ready %d\n", ready(fd, 0));
	pid = fork();
	if (!pid) {
		fcntl(fd, F_SETFL, O_NONBLOCK);
		take("of the child", fd);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	take("of its parent", fd);
	say("no signalfd", signalfd(1, &set, 0));
	say("nothing open", signalfd(99, &set, 0));
	return 0;
}
