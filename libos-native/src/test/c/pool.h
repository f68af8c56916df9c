/* SPDX-License-Identifier: Apache-2.0 */
/* Interesting arguments of system calls: descriptors, pointers, numbers. */
#ifndef POOL_H
#define POOL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define AREA	65536
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static uint64_t seed = 1;
static char *area;		/* may be written */
static char *read_only;		/* a page that may not */
static char *page_end;		/* of a page with nothing behind it */
static char *gone;		/* nothing is there */
static int fds[32];
static int n_fds;

static inline uint64_t rnd(void)
{
	uint64_t z = (seed += 0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static inline uint64_t one_of(const uint64_t *values, size_t n)
{
	return values[rnd() % n];
}

static void pool_memory(void)
{
	char *two;

	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	read_only = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(read_only, 1, 4096);
	mprotect(read_only, 4096, PROT_READ);
	two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(two + 4096, 4096);
	page_end = two + 4096;
	gone = page_end;
}

static void keep(int fd)
{
	if (fd >= 0 && n_fds < (int)COUNT(fds))
		fds[n_fds++] = fd;
}

static void pool_descriptors(void)
{
	static const int families[][3] = {
		{ AF_INET, SOCK_STREAM, 0 }, { AF_INET, SOCK_DGRAM, 0 }, { AF_INET6, SOCK_STREAM, 0 },
		{ AF_INET6, SOCK_RAW, 58 }, { AF_UNIX, SOCK_STREAM, 0 }, { AF_UNIX, SOCK_DGRAM, 0 },
		{ AF_NETLINK, SOCK_RAW, 0 }, { AF_NETLINK, SOCK_RAW, 12 }, { AF_PACKET, SOCK_RAW, 768 },
		{ AF_INET, SOCK_RAW, 255 },
	};
	int pair[2];

	n_fds = 0;
	for (size_t i = 0; i < COUNT(families); i++)
		keep(socket(families[i][0], families[i][1] | SOCK_NONBLOCK, families[i][2]));
	if (!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair)) {
		keep(pair[0]);
		keep(pair[1]);
	}
	if (!pipe2(pair, O_NONBLOCK)) {
		keep(pair[0]);
		keep(pair[1]);
	}
	keep(eventfd(0, EFD_NONBLOCK));
	keep(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK));
	keep(epoll_create1(0));
	keep(open("/dev/net/tun", O_RDWR | O_NONBLOCK));
	keep(open("/etc/hostname", O_RDONLY));
	keep(open("/tmp/fuzz.file", O_RDWR | O_CREAT, 0644));
	keep(open("/tmp", O_RDONLY | O_DIRECTORY));
	keep(open("/proc/self", O_RDONLY | O_DIRECTORY));
	keep(open("/proc/net/dev", O_RDONLY));
	keep(open("/dev/null", O_RDWR));
	keep(open("/dev/ptmx", O_RDWR | O_NONBLOCK | O_NOCTTY));
}

/* Things that calls take, at fixed places of the area. */
static void pool_contents(void)
{
	struct iovec *v = (void *)area;
	struct msghdr *m = (void *)(area + 1024);
	struct sockaddr_in *in = (void *)(area + 2048);
	struct sockaddr_un *un = (void *)(area + 2304);
	struct timespec *ts = (void *)(area + 2560);
	struct cmsghdr *c = (void *)(area + 3072);

	v[0] = (struct iovec) { area + 8192, 100 };
	v[1] = (struct iovec) { page_end - 10, 20 };
	v[2] = (struct iovec) { NULL, 5 };
	v[3] = (struct iovec) { area + 8192, -1 };
	v[4] = (struct iovec) { area + 8192, 0 };
	*m = (struct msghdr) { in, sizeof(*in), v, rnd() % 5, rnd() % 2 ? c : NULL,
			       rnd() % 3 ? rnd() % 128 : rnd(), 0 };
	*in = (struct sockaddr_in) { AF_INET, htons(1000 + rnd() % 4), { htonl(0x7f000001) }, "" };
	*un = (struct sockaddr_un) { AF_UNIX, "/tmp/fuzz.socket" };
	*ts = (struct timespec) { 0, rnd() % 2000000 };
	ts[1] = (struct timespec) { 0, 1000000 };
	c->cmsg_len = rnd() % 4 ? 20 + 4 * (rnd() % 8) : rnd();
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = 1 + rnd() % 2;
	strcpy(area + 3500, "/tmp/fuzz.file");
	strcpy(area + 3600, "/proc/self/status");
	strcpy(area + 3700, "fuzz.file");
	strcpy(area + 3800, "/tmp/fuzz.directory");
	memset(area + 3900, 'x', 190);
	strcpy(page_end - 5, "/tmp");
}

static uint64_t any_fd(void)
{
	return rnd() % 16 ? (uint64_t)fds[rnd() % n_fds] : rnd() % 4 ? 900 + rnd() % 200 : rnd();
}

static uint64_t any_pointer(void)
{
	const uint64_t good[] = {
		(uint64_t)area, (uint64_t)area + 1024, (uint64_t)area + 2048, (uint64_t)area + 2304,
		(uint64_t)area + 2560, (uint64_t)area + 3072, (uint64_t)area + 3500,
		(uint64_t)area + 3600, (uint64_t)area + 3700, (uint64_t)area + 3800,
		(uint64_t)area + 8192 + rnd() % 4096, (uint64_t)area + 16384,
	};
	const uint64_t bad[] = {
		0, 1, (uint64_t)read_only, (uint64_t)read_only + 4090, (uint64_t)page_end - 1,
		(uint64_t)page_end - 5, (uint64_t)gone, 0x7ffffffff000, 0x7fffffffffff,
		0x800000000000, 0xffff800000000000, 0xffffffffffffff00, -1, 0x200004000000,
		0x440000000000, 0x450000000000, 0x460000000000,
	};

	return rnd() % 3 ? one_of(good, COUNT(good)) : one_of(bad, COUNT(bad));
}

static uint64_t any_number(void)
{
	static const uint64_t numbers[] = {
		0, 1, 2, 3, 4, 7, 8, 12, 16, 28, 64, 100, 110, 128, 255, 256, 1000, 1023, 1024, 1025,
		4095, 4096, 65535, 65536, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
		0x7fffffffffffffff, 0x8000000000000000, -1, -2, -100, -4096,
	};

	return rnd() % 4 ? one_of(numbers, COUNT(numbers)) : rnd() % 2 ? 1UL << rnd() % 64 : rnd();
}

static uint64_t any(void)
{
	switch (rnd() % 4) {
	case 0:
		return any_fd();
	case 1:
		return any_number();
	default:
		return any_pointer();
	}
}
#endif
