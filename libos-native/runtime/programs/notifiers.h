/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors that tell of what happens at the host: signalfd(), inotify.  The host
 * has the news, but what is waited for lives in the kernel of the node.  So such a
 * descriptor is one of the host in place of the usual placeholder, and at the same
 * number an eventfd of the LibOS, which is kept readable for as long as there are news.
 *
 *	notifiers.c	what both have in common
 *	signalfd.c	news are pending signals
 *	inotify.c	news are changes in files
 */
#ifndef LOCKSTEP_NOTIFIERS_H
#define LOCKSTEP_NOTIFIERS_H

#include "calls.h"

/* What is behind descriptors that are duplicates of each other. */
struct notifier {
	int refs;
	struct node *node;
	int host;			/* ours, of what the processes have */
	long keeper;			/* the keeper's, of the eventfd */
	bool ready;			/* the eventfd is */
	bool files;			/* by inotify */
	unsigned long mask;		/* of signals */
	uint32_t cookie, cookies;	/* inotify.c: the host's latest, and how many there were */
	struct notifier *next;		/* of the node, those by inotify */
};

struct notifier_at {
	int fd;
	struct notifier *s;
	struct notifier_at *next;
};

/* notifiers.c */
void notifier_open(struct tracee *, const struct notifier *like, int flags);
struct notifier *notifier_find(const struct files *, unsigned int fd);
void notifier_show(struct notifier *, bool ready);
void then_notified(struct tracee *, long);

/* signalfd.c */
void signalfd_read(struct tracee *, struct notifier *);

/* inotify.c */
void inotify_look(struct notifier *);
void inotify_read(struct tracee *, struct notifier *);

#endif
