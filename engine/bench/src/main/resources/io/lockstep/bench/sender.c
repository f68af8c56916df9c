/*
 * Sends UDP datagrams from one network namespace and receives them in another,
 * the next burst only after the one before has arrived, all on one CPU. Prints
 * nanoseconds per datagram.
 *
 *   sender FROM-NAMESPACE TO-NAMESPACE ADDRESS PORT BYTES WARM-UP COUNT BURST
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int socket_in(const char *namespace)
{
	int ns = open(namespace, O_RDONLY | O_CLOEXEC);
	int fd;

	if (ns < 0)
		fail(namespace);
	if (setns(ns, CLONE_NEWNET))
		fail("setns");
	close(ns);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0)
		fail("socket");
	return fd;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct sockaddr_in from;
	struct timeval patience = { .tv_sec = 2 };
	static char out[65536], in[65536];
	long bytes, warm_up, count, burst;
	double start = 0;
	int tx, rx;
	cpu_set_t cpus;

	if (argc != 9)
		return 2;
	bytes = atol(argv[5]);
	warm_up = atol(argv[6]);
	count = atol(argv[7]);
	burst = atol(argv[8]);
	CPU_ZERO(&cpus);
	CPU_SET(sched_getcpu(), &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		fail("sched_setaffinity");

	to.sin_port = htons(atoi(argv[4]));
	if (bytes < 0 || bytes > 60000 || inet_pton(AF_INET, argv[3], &to.sin_addr) != 1)
		return 2;
	rx = socket_in(argv[2]);
	if (bind(rx, (struct sockaddr *)&to, sizeof(to)))
		fail("bind");
	if (setsockopt(rx, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		fail("setsockopt");
	tx = socket_in(argv[1]);

	warm_up -= warm_up % burst;
	count -= count % burst;
	for (long i = 0; i < warm_up + count; i += burst) {
		socklen_t length = sizeof(from);

		if (i == warm_up)
			start = now();
		for (long j = 0; j < burst; j++)
			if (sendto(tx, out, bytes, 0, (struct sockaddr *)&to, sizeof(to)) != bytes)
				fail("sendto");
		for (long j = 0; j < burst; j++)
			if (recvfrom(rx, in, sizeof(in), 0, (struct sockaddr *)&from,
				     &length) != bytes)
				fail("a datagram has not arrived");
	}
	printf("%.1f\n", (now() - start) / count);
	return 0;
}
