// SPDX-License-Identifier: Apache-2.0
/* Descriptors in messages: files, pipes and both at once; prints the same on any Linux. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 4

static void say(const char *what, long result)
{
	printf("%s: %ld, %s\n", what, result, result < 0 ? strerror(errno) : "ok");
}

static long give(int s, const int *fd, int n, int flags)
{
	char control[CMSG_SPACE(MOST * sizeof(int))] = { 0 };
	struct iovec part = { "x", 1 };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
			    .msg_controllen = CMSG_SPACE(n * sizeof(int)) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(n * sizeof(int));
	memcpy(CMSG_DATA(c), fd, n * sizeof(int));
	return sendmsg(s, &m, flags);
}

static int take(int s, int *fd, int flags)
{
	char control[CMSG_SPACE(MOST * sizeof(int))], byte;
	struct iovec part = { &byte, 1 };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
			    .msg_controllen = sizeof(control) };
	struct cmsghdr *c;
	int n = 0;

	if (recvmsg(s, &m, flags) < 0)
		return -1;
	c = CMSG_FIRSTHDR(&m);
	if (c) {
		n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		memcpy(fd, CMSG_DATA(c), n * sizeof(int));
	}
	return n;
}

static void text(const char *what, int fd, int bytes)
{
	char buf[64] = { 0 };
	long n = read(fd, buf, bytes);

	printf("%s: %ld \"%s\"\n", what, n, buf);
}

int main(void)
{
	int pair[2], ends[2], file, memory, fd[MOST], n, bad[2] = { 77, 0 };
	long first, second;
	char *shared;

	setvbuf(stdout, NULL, _IONBF, 0);
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	pipe(ends);
	file = open("/tmp/lockstep-rights", O_RDWR | O_CREAT | O_TRUNC, 0600);
	unlink("/tmp/lockstep-rights");
	write(file, "one two three", 13);
	lseek(file, 0, SEEK_SET);
	memory = memfd_create("shared", 0);
	ftruncate(memory, 4096);
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);

	if (!fork()) {
		n = take(pair[1], fd, 0);
		say("taken", n);
		text("file", fd[0], 3);
		write(fd[1], "through a pipe", 14);
		n = take(pair[1], fd, MSG_CMSG_CLOEXEC);
		say("taken", n);
		say("close on exec", fcntl(fd[0], F_GETFD));
		strcpy(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd[0], 0), "in memory");
		_exit(0);
	}
	fd[0] = file;
	fd[1] = ends[1];
	first = give(pair[0], fd, 2, 0);
	second = give(pair[0], &memory, 1, 0);
	wait(NULL);
	say("given", first);
	say("given", second);
	text("pipe", ends[0], 64);
	text("the rest of the file", file, 64);
	printf("%s\n", shared);

	say("bad", give(pair[0], bad, 1, 0));
	bad[0] = file;
	bad[1] = 99;
	say("one is bad", give(pair[0], bad, 2, 0));
	say("nothing there", take(pair[1], fd, MSG_DONTWAIT));
	say("given", give(pair[0], &file, 1, 0));
	lseek(file, 4, SEEK_SET);
	close(file);
	say("looked at", take(pair[1], fd, MSG_PEEK));
	text("file", fd[0], 3);
	close(fd[0]);
	say("taken", take(pair[1], fd, 0));
	text("file", fd[0], 64);
	say("number", fd[0]);
	n = 0;
	while (give(pair[0], &memory, 1, MSG_DONTWAIT) == 1 && n < 20)
		n++;
	say("never taken", n);
	close(pair[1]);
	say("to nobody", give(pair[0], &memory, 1, MSG_NOSIGNAL));
	return 0;
}
