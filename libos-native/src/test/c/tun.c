// SPDX-License-Identifier: Apache-2.0
/*
 * As packetdrill works: packets made by hand go into a tun device, what the kernel
 * answers is seen by a packet socket, and everything has its time: tun RING SPIN, where
 * RING is 0 or 1 (PACKET_RX_RING), and SPIN is how time is passed: times, clock,
 * gettimeofday, usleep.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <sys/times.h>
#include <time.h>
#include "pool.h"

#define FRAME	2048
#define FRAMES	64

struct packet {
	struct iphdr ip;
	struct tcphdr tcp;
	char data[100];
};

static int tun, sniffer;
static char *ring;
static int next_frame;
static const char *spin;

static void check(const char *what, long r)
{
	if (r >= 0)
		return;
	printf("%s: %s\n", what, strerror(errno));
	exit(1);
}

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e3 + ts.tv_nsec / 1e6;
}

static void pass(void)
{
	struct timeval tv;
	struct timespec ts;
	struct tms tms;

	if (!strcmp(spin, "times"))
		times(&tms);
	else if (!strcmp(spin, "clock"))
		clock_gettime(CLOCK_REALTIME, &ts);
	else if (!strcmp(spin, "gettimeofday"))
		gettimeofday(&tv, NULL);
	else
		usleep(100);
}

static uint32_t sum(const void *data, int n)
{
	const uint8_t *p = data;
	uint32_t s = 0;

	for (int i = 0; i < n; i++)
		s += i % 2 ? p[i] : p[i] << 8;
	return s;
}

static uint16_t fold(uint32_t s)
{
	s = (s & 0xffff) + (s >> 16);
	s += s >> 16;
	return htons(~s);
}

static void inject(uint32_t seq, uint32_t ack, int flags, int length)
{
	struct packet p = { 0 };
	int n = 40 + length;

	p.ip = (struct iphdr) { .version = 4, .ihl = 5, .tot_len = htons(n), .ttl = 64, .protocol = 6 };
	p.ip.saddr = inet_addr("192.168.5.5");
	p.ip.daddr = inet_addr("192.168.0.1");
	p.ip.check = fold(sum(&p.ip, 20));
	p.tcp.source = htons(5000);
	p.tcp.dest = htons(8080);
	p.tcp.seq = htonl(seq);
	p.tcp.ack_seq = htonl(ack);
	p.tcp.doff = 5;
	p.tcp.window = htons(32792);
	p.tcp.th_flags = flags;
	p.tcp.check = fold(sum(&p.tcp, 20 + length) + sum(&p.ip.saddr, 8) + 6 + 20 + length);
	check("write to tun", write(tun, &p, n));
}

/* 1: one that was sent; 0: another; -1: there is none. */
static int next_packet(struct packet *p)
{
	struct tpacket2_hdr *h = (void *)(ring + next_frame * FRAME);
	struct sockaddr_ll from;
	socklen_t size = sizeof(from);

	if (!ring) {
		if (recvfrom(sniffer, p, sizeof(*p), MSG_DONTWAIT, (void *)&from, &size) < 0)
			return -1;
		return from.sll_pkttype == PACKET_OUTGOING;
	}
	if (!(h->tp_status & TP_STATUS_USER))
		return -1;
	from = *(struct sockaddr_ll *)((char *)h + TPACKET_ALIGN(sizeof(*h)));
	memcpy(p, (char *)h + h->tp_net, h->tp_snaplen < sizeof(*p) ? h->tp_snaplen : sizeof(*p));
	h->tp_status = TP_STATUS_KERNEL;
	next_frame = (next_frame + 1) % FRAMES;
	return from.sll_pkttype == PACKET_OUTGOING;
}

/* Timers of a second or more are as exact as Linux has them. */
static uint32_t expect(const char *what, int flags, double start, double at, double late)
{
	struct packet p;
	double ms;
	int got;

	while ((got = next_packet(&p)) != 1 || p.ip.version != 4 || p.ip.protocol != 6)
		if (got < 0)
			pass();
	ms = now_ms() - start;
	printf("%s: %s, %s\n", what, p.tcp.th_flags == flags ? "right flags" : "wrong flags",
	       ms >= at - 0.01 && ms < at + late ? "in time" : "not in time");
	if (ms < at - 0.01 || ms >= at + late)
		printf("  %.3f instead of %.3f ms\n", ms, at);
	return ntohl(p.tcp.seq);
}

static void configure(void)
{
	struct sockaddr_in a = { AF_INET, 0, { inet_addr("192.168.0.1") }, "" };
	struct ifreq r = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int s = socket(AF_INET, SOCK_DGRAM, 0);

	tun = open("/dev/net/tun", O_RDWR);
	check("tun", tun);
	strcpy(r.ifr_name, "tun0");
	check("TUNSETIFF", ioctl(tun, TUNSETIFF, &r));
	memcpy(&r.ifr_addr, &a, sizeof(a));
	check("SIOCSIFADDR", ioctl(s, SIOCSIFADDR, &r));
	a.sin_addr.s_addr = inet_addr("255.255.0.0");
	memcpy(&r.ifr_netmask, &a, sizeof(a));
	check("SIOCSIFNETMASK", ioctl(s, SIOCSIFNETMASK, &r));
	r.ifr_flags = IFF_UP | IFF_RUNNING;
	check("SIOCSIFFLAGS", ioctl(s, SIOCSIFFLAGS, &r));
	close(s);
}

static void sniff(bool with_ring)
{
	struct tpacket_req q = { FRAME * FRAMES / 4, 4, FRAME, FRAMES };
	struct sockaddr_ll a = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
				 .sll_ifindex = if_nametoindex("tun0") };
	int version = TPACKET_V2;

	sniffer = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ALL));
	check("packet socket", sniffer);
	if (with_ring) {
		check("version", setsockopt(sniffer, SOL_PACKET, PACKET_VERSION, &version, 4));
		check("ring", setsockopt(sniffer, SOL_PACKET, PACKET_RX_RING, &q, sizeof(q)));
		ring = mmap(NULL, FRAME * FRAMES, PROT_READ | PROT_WRITE, MAP_SHARED, sniffer, 0);
		check("mmap", ring == MAP_FAILED ? -1 : 0);
	}
	check("bind", bind(sniffer, (void *)&a, sizeof(a)));
}

/* What stays mapped when the socket is gone must be harmless. */
static void after_the_end(void)
{
	int fds[50];

	close(sniffer);
	for (int i = 0; i < 50; i++)
		fds[i] = socket(AF_INET, SOCK_STREAM, 0);
	if (ring)
		memset(ring, 0xff, FRAME * FRAMES);
	for (int i = 0; i < 50; i++)
		close(fds[i]);
}

int main(int argc, char **argv)
{
	struct sockaddr_in a = { AF_INET, htons(8080), { 0 }, "" };
	int listener = socket(AF_INET, SOCK_STREAM, 0), fd;
	struct timespec before, after;
	double start;
	uint32_t seq;

	if (argc < 3)
		return 2;
	spin = argv[2];
	configure();
	sniff(atoi(argv[1]));
	check("bind", bind(listener, (void *)&a, sizeof(a)));
	check("listen", listen(listener, 5));
	start = now_ms();
	inject(1000, 0, TH_SYN, 0);
	seq = expect("SYN-ACK", TH_SYN | TH_ACK, start, 0, 0.3);
	expect("SYN-ACK again", TH_SYN | TH_ACK, start, 1000, 65);
	expect("and again", TH_SYN | TH_ACK, start, 3000, 193);
	inject(1001, seq + 1, TH_ACK, 0);
	fd = accept(listener, NULL, NULL);
	check("accept", fd);
	start = now_ms();
	check("send", send(fd, "hello", 5, 0));
	expect("data", TH_ACK | TH_PUSH, start, 0, 0.3);
	inject(1001, seq + 6, TH_ACK | TH_PUSH, 10);
	expect("ACK", TH_ACK, start, 0, 0.3);
	clock_gettime(CLOCK_REALTIME, &before);
	usleep(3210);
	clock_gettime(CLOCK_REALTIME, &after);
	printf("usleep(3210): %ld us\n", (after.tv_sec - before.tv_sec) * 1000000 +
	       (after.tv_nsec - before.tv_nsec) / 1000);
	after_the_end();
	return 0;
}
