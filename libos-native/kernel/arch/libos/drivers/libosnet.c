// SPDX-License-Identifier: GPL-2.0
/*
 * Ethernet devices whose wire is the host: a frame is sent by copying it to a
 * buffer of the pool, and received from there.  Rate, delay and loss are the
 * host's matter; the device itself takes no time.
 */
#include <linux/netdevice.h>
#include <linux/etherdevice.h>
#include <linux/nsproxy.h>
#include <linux/ethtool.h>
#include <linux/rtnetlink.h>
#include <linux/uaccess.h>
#include <asm/host.h>

#define LIBOSNET_LINEAR	4000	/* longer ones are received into pages */

struct libosnet {
	struct napi_struct napi;
	struct sk_buff_head rxq;
	unsigned int device;
};

static struct net_device *devices[LIBOS_DEVICES];
static bool tx_stopped;		/* some queue waits for the host */

static struct libos_pool *pool(void)
{
	return (struct libos_pool *)libos_host->pool;
}

static bool tx_full(void)
{
	return libos_host->n_tx == LIBOS_BATCH;
}

static void tx_stop(struct net_device *dev)
{
	netif_stop_queue(dev);
	tx_stopped = true;
	libos_host->stalled = 1;
}

/* Offset of a free buffer, or -1. */
static long pool_take(unsigned int length)
{
	struct libos_pool *p = pool();

	if (likely(length <= LIBOS_SMALL))
		return p->n_small ? p->small[--p->n_small] : -1;
	if (length <= LIBOS_LARGE)
		return p->n_large ? p->large[--p->n_large] : -1;
	return -1;
}

static netdev_tx_t libosnet_xmit(struct sk_buff *skb, struct net_device *dev)
{
	struct libos_shared *h = libos_host;
	struct libos_frame *f = &h->tx[h->n_tx];
	long buffer;
	void *to;

	if (unlikely(tx_full())) {
		tx_stop(dev);
		return NETDEV_TX_BUSY;
	}
	buffer = pool_take(skb->len);
	if (unlikely(buffer < 0)) {
		dev->stats.tx_dropped++;
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	to = (void *)pool()->memory + buffer;
	if (skb->ip_summed == CHECKSUM_PARTIAL)
		skb_copy_and_csum_dev(skb, to);
	else
		skb_copy_bits(skb, 0, to, skb->len);
	f->time = h->now;
	f->device = ((struct libosnet *)netdev_priv(dev))->device;
	f->length = skb->len;
	f->buffer = buffer;
	h->n_tx++;
	dev->stats.tx_packets++;
	dev->stats.tx_bytes += skb->len;
	skb_tx_timestamp(skb);
	dev_consume_skb_any(skb);
	if (unlikely(tx_full()))
		tx_stop(dev);
	return NETDEV_TX_OK;
}

static int libosnet_poll(struct napi_struct *napi, int budget)
{
	struct libosnet *d = container_of(napi, struct libosnet, napi);
	struct net_device *dev = napi->dev;
	struct sk_buff *skb;
	int n = 0;

	while (n < budget && (skb = __skb_dequeue(&d->rxq))) {
		skb->protocol = eth_type_trans(skb, dev);
		dev->stats.rx_packets++;
		dev->stats.rx_bytes += skb->len + ETH_HLEN;
		napi_gro_receive(napi, skb);
		n++;
	}
	if (n < budget)
		napi_complete_done(napi, n);
	return n;
}

/*
 * The head comes from kmalloc(), which hands out what was freed last; the
 * page fragments of netdev_alloc_skb() would wander through the cache.
 */
static struct sk_buff *receive_skb(struct net_device *dev, const void *data, unsigned int len)
{
	struct sk_buff *skb;
	int err;

	if (likely(len <= LIBOSNET_LINEAR)) {
		skb = alloc_skb(NET_SKB_PAD + len, GFP_ATOMIC);
		if (unlikely(!skb))
			return NULL;
		skb_reserve(skb, NET_SKB_PAD);
		skb_put_data(skb, data, len);
	} else {
		unsigned int head = 256;

		skb = alloc_skb_with_frags(NET_SKB_PAD + head, len - head, 0, &err, GFP_ATOMIC);
		if (!skb)
			return NULL;
		skb_reserve(skb, NET_SKB_PAD);
		skb_put(skb, head);
		skb->data_len = len - head;
		skb->len += len - head;
		skb_store_bits(skb, 0, data, len);
	}
	skb->dev = dev;
	return skb;
}

static void receive(const struct libos_frame *f)
{
	struct net_device *dev = f->device < LIBOS_DEVICES ? devices[f->device] : NULL;
	struct libosnet *d;
	struct sk_buff *skb;

	if (!dev || !netif_running(dev))
		return;
	d = netdev_priv(dev);
	skb = receive_skb(dev, (void *)pool()->memory + f->buffer, f->length);
	if (!skb) {
		dev->stats.rx_dropped++;
		return;
	}
	__skb_queue_tail(&d->rxq, skb);
	napi_schedule(&d->napi);
}

/* On entry from the host, in (simulated) hard interrupt context. */
bool libos_net_irq(void)
{
	struct libos_shared *h = libos_host;
	unsigned int i, n = h->n_rx;

	if (unlikely(tx_stopped) && !tx_full()) {
		tx_stopped = false;
		for (i = 0; i < LIBOS_DEVICES; i++)
			if (devices[i] && netif_queue_stopped(devices[i]))
				netif_wake_queue(devices[i]);
	}
	for (i = 0; i < n; i++)
		receive(&h->rx[i]);
	h->n_rx = 0;
	return n;
}

static int libosnet_open(struct net_device *dev)
{
	struct libosnet *d = netdev_priv(dev);

	napi_enable(&d->napi);
	netif_start_queue(dev);
	return 0;
}

static int libosnet_stop(struct net_device *dev)
{
	struct libosnet *d = netdev_priv(dev);

	netif_stop_queue(dev);
	napi_disable(&d->napi);
	__skb_queue_purge(&d->rxq);
	return 0;
}

static const struct net_device_ops libosnet_ops = {
	.ndo_open		= libosnet_open,
	.ndo_stop		= libosnet_stop,
	.ndo_start_xmit		= libosnet_xmit,
	.ndo_set_mac_address	= eth_mac_addr,
	.ndo_validate_addr	= eth_validate_addr,
};

static void libosnet_drvinfo(struct net_device *dev, struct ethtool_drvinfo *info)
{
	strscpy(info->driver, "libosnet", sizeof(info->driver));
}

static const struct ethtool_ops libosnet_ethtool = {
	.get_drvinfo		= libosnet_drvinfo,
	.get_link		= ethtool_op_get_link,
	.get_ts_info		= ethtool_op_get_ts_info,
};

/* Off by default: what is seen on the wire is what users test. */
static void set_offloads(struct net_device *dev, unsigned int features)
{
	netdev_features_t wanted = 0;

	if (features & (LIBOS_F_CSUM | LIBOS_F_TSO))
		wanted |= NETIF_F_SG | NETIF_F_HW_CSUM | NETIF_F_GSO;
	if (features & LIBOS_F_TSO)
		wanted |= NETIF_F_TSO | NETIF_F_TSO6;
	if (features & LIBOS_F_GRO)
		wanted |= NETIF_F_GRO;
	rtnl_lock();
	dev->wanted_features = wanted;
	netdev_update_features(dev);
	rtnl_unlock();
}

int libos_net_add(unsigned int device, const char __user *uname, const u8 __user *umac,
		  unsigned int mtu, unsigned int features)
{
	char name[IFNAMSIZ] = "";
	u8 mac[ETH_ALEN];
	struct net_device *dev;
	struct libosnet *d;
	long n;
	int err;

	if (device >= LIBOS_DEVICES || devices[device])
		return -EINVAL;
	n = strncpy_from_user(name, uname, IFNAMSIZ);
	if (n < 0)
		return n;
	if (n == IFNAMSIZ)
		return -EINVAL;
	if (copy_from_user(mac, umac, ETH_ALEN))
		return -EFAULT;
	if (!is_valid_ether_addr(mac))
		return -EADDRNOTAVAIL;
	dev = alloc_etherdev(sizeof(*d));
	if (!dev)
		return -ENOMEM;
	d = netdev_priv(dev);
	d->device = device;
	__skb_queue_head_init(&d->rxq);
	dev_net_set(dev, current->nsproxy->net_ns);
	strscpy(dev->name, name, IFNAMSIZ);
	dev->netdev_ops = &libosnet_ops;
	dev->ethtool_ops = &libosnet_ethtool;
	dev->hw_features = NETIF_F_SG | NETIF_F_HW_CSUM | NETIF_F_TSO | NETIF_F_TSO6;
	if (features & (LIBOS_F_CSUM | LIBOS_F_TSO))
		dev->features = dev->hw_features;
	eth_hw_addr_set(dev, mac);
	dev->max_mtu = LIBOS_LARGE - ETH_HLEN - 2 * 4;
	if (mtu)
		dev->mtu = mtu;
	if (dev->mtu < dev->min_mtu || dev->mtu > dev->max_mtu) {
		free_netdev(dev);
		return -EINVAL;
	}
	netif_napi_add(dev, &d->napi, libosnet_poll);
	netif_carrier_off(dev);
	err = register_netdev(dev);
	if (err) {
		free_netdev(dev);
		return err;
	}
	set_offloads(dev, features);
	netif_carrier_on(dev);
	devices[device] = dev;
	return 0;
}

int libos_net_del(unsigned int device)
{
	struct net_device *dev = device < LIBOS_DEVICES ? devices[device] : NULL;

	if (!dev)
		return -ENODEV;
	devices[device] = NULL;
	unregister_netdev(dev);
	free_netdev(dev);
	return 0;
}

int libos_net_carrier(unsigned int device, bool on)
{
	struct net_device *dev = device < LIBOS_DEVICES ? devices[device] : NULL;

	if (!dev)
		return -ENODEV;
	if (on)
		netif_carrier_on(dev);
	else
		netif_carrier_off(dev);
	return 0;
}
