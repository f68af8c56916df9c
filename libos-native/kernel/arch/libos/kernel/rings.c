// SPDX-License-Identifier: GPL-2.0
/*
 * Packet rings.  Without an MMU their pages cannot be mapped by mmap(); the host
 * asks where they are and lets the program share them.
 */
#include <linux/file.h>
#include <linux/if_packet.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/net.h>
#include <linux/netdevice.h>
#include <linux/uaccess.h>
#include <net/sock.h>
#include <asm/host.h>
#include "../../../net/packet/internal.h"

static long put_ring(const struct packet_ring_buffer *ring, struct libos_area __user *areas,
		     unsigned long at, unsigned long n)
{
	unsigned int i;

	for (i = 0; ring->pg_vec && i < ring->pg_vec_len; i++, at++) {
		struct libos_area a = {
			.address = (unsigned long)ring->pg_vec[i].buffer,
			.size = (unsigned long)ring->pg_vec_pages << PAGE_SHIFT,
		};

		if (at >= n)
			return -ENOSPC;
		if (PageSlab(virt_to_head_page(ring->pg_vec[i].buffer)))
			return -ENOMEM;		/* there is more in these pages */
		if (copy_to_user(&areas[at], &a, sizeof(a)))
			return -EFAULT;
	}
	return at;
}

/* In the order in which packet_mmap() maps them: received packets first. */
long libos_packet_rings(unsigned int fd, struct libos_area __user *areas, unsigned long n)
{
	struct packet_sock *po;
	struct socket *sock;
	long count;
	int err;

	sock = sockfd_lookup(fd, &err);
	if (!sock)
		return err;
	if (!sock->sk || sock->sk->sk_family != AF_PACKET) {
		sockfd_put(sock);
		return -ENODEV;
	}
	po = pkt_sk(sock->sk);
	mutex_lock(&po->pg_vec_lock);
	count = put_ring(&po->rx_ring, areas, 0, n);
	if (count >= 0)
		count = put_ring(&po->tx_ring, areas, count, n);
	mutex_unlock(&po->pg_vec_lock);
	sockfd_put(sock);
	return count ? count : -EINVAL;
}

/* A program may still have mapped what the socket has given up. */
long libos_hold_areas(const struct libos_area __user *areas, unsigned long n, bool hold)
{
	struct libos_area a;
	unsigned long i;

	for (i = 0; i < n; i++) {
		if (copy_from_user(&a, &areas[i], sizeof(a)))
			return -EFAULT;
		if (hold)
			get_page(virt_to_page((void *)a.address));
		else
			put_page(virt_to_page((void *)a.address));
	}
	return 0;
}
