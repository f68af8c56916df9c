// SPDX-License-Identifier: Apache-2.0
/*
 * The files that a node has seen.  They are numbered in the order of first sight.
 * What no program of the node has written is as old as the node's clock.
 *
 * The host uses the numbers of removed files again, in an order that depends on what
 * else it does.  So a file that is found under such a number is a new one.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define FIRST_NUMBER	12
#define NUMBER_OF_ROOT	2

struct inodes {
	struct inode **table;
	uint32_t size, used, next;
	struct timespec now;		/* CLOCK_REALTIME of the node */
	uint64_t now_at;
	bool now_known;
};

static struct inodes *inodes(struct node *n)
{
	struct inodes *all = n->inodes;

	if (!all) {
		all = n->inodes = calloc(1, sizeof(*all));
		all->size = 1024;
		all->table = calloc(all->size, sizeof(*all->table));
		all->next = FIRST_NUMBER;
	}
	return all;
}

void inodes_free(struct node *n)
{
	struct inodes *all = n->inodes;

	for (uint32_t k = 0; all && k < all->size; k++)
		while (all->table[k]) {
			struct inode *i = all->table[k];

			all->table[k] = i->next;
			free(i);
		}
	if (all)
		free(all->table);
	free(all);
	n->inodes = NULL;
}

/* ------------------------------------------------------------------------- time */

struct timespec inode_now(struct node *n)
{
	struct timespec *ts = (struct timespec *)(n->all->scratch + SCRATCH_TIME);
	struct inodes *all = inodes(n);

	if (all->now_known && all->now_at == n->all->now)
		return all->now;
	if (keeper_call(n, SYS_clock_gettime, CLOCK_REALTIME, (uint64_t)ts, 0, 0))
		return all->now;
	all->now = *ts;
	all->now_at = n->all->now;
	all->now_known = true;
	return all->now;
}

/* The clock of a node is about to be set. */
void call_set_clock(struct tracee *t)
{
	inodes(t->p->node)->now_known = false;
	vdso_distrust(t->p->node);
	forward_reply(t);
}

static struct timespec beginning(struct node *n)
{
	uint64_t ns = n->k->shared->wall_ns;

	return (struct timespec) { ns / 1000000000, ns % 1000000000 };
}

static void set_times(struct inode *i, struct timespec to)
{
	i->atime = i->mtime = i->ctime = i->btime = to;
}

void inode_written(struct node *n, struct inode *i)
{
	i->mtime = i->ctime = inode_now(n);
}

/* But not in its data. */
void inode_changed(struct node *n, struct inode *i)
{
	i->ctime = inode_now(n);
}

/* ------------------------------------------------------------------------ table */

static uint64_t device(const struct statx *sx)
{
	return (uint64_t)sx->stx_dev_major << 32 | sx->stx_dev_minor;
}

static uint64_t birth(const struct statx *sx)
{
	return sx->stx_mask & STATX_BTIME ?
	       sx->stx_btime.tv_sec * 1000000000UL + sx->stx_btime.tv_nsec : 0;
}

static struct inode **place(const struct inodes *all, uint64_t dev, uint64_t ino)
{
	uint64_t h = (ino + dev * 0x9e3779b97f4a7c15UL) * 0xd6e8feb86659fd93UL;

	return &all->table[h >> 32 & (all->size - 1)];
}

static void put(struct inodes *all, struct inode *i)
{
	struct inode **at = place(all, i->dev, i->ino);

	i->next = *at;
	*at = i;
}

static void grow(struct inodes *all)
{
	struct inode **old = all->table, *i;
	uint32_t n = all->size;

	all->size *= 4;
	all->table = calloc(all->size, sizeof(*all->table));
	for (uint32_t k = 0; k < n; k++)
		while ((i = old[k])) {
			old[k] = i->next;
			put(all, i);
		}
	free(old);
}

static struct inode **find(const struct inodes *all, const struct statx *sx)
{
	uint64_t dev = device(sx);
	struct inode **i;

	for (i = place(all, dev, sx->stx_ino); *i; i = &(*i)->next)
		if ((*i)->ino == sx->stx_ino && (*i)->dev == dev)
			break;
	return i;
}

static void begin(struct node *n, struct inode *i, bool made)
{
	i->number = n->inodes->next++;
	i->removed = false;
	i->uid = i->gid = 0;
	set_times(i, made ? inode_now(n) : beginning(n));
}

static struct inode *add(struct node *n, const struct statx *sx, bool made)
{
	struct inode *i = calloc(1, sizeof(*i));
	struct inodes *all = n->inodes;

	if (all->used++ > all->size)
		grow(all);
	i->dev = device(sx);
	i->ino = sx->stx_ino;
	begin(n, i, made);
	put(all, i);
	return i;
}

struct inode *inode_of(struct node *n, const struct statx *sx)
{
	struct inode *i = *find(inodes(n), sx);

	if (!i)	/* what has no name has been made by a program */
		return add(n, sx, !sx->stx_nlink);
	if (i->removed && (sx->stx_nlink || birth(sx) != i->born))
		begin(n, i, true);
	return i;
}

struct inode *inode_new(struct tracee *t, const struct statx *sx)
{
	struct node *n = t->p->node;
	struct inode *i = *find(inodes(n), sx);

	if (i)
		begin(n, i, true);
	else
		i = add(n, sx, true);
	if (!t->dead) {
		i->uid = mirror_call(t, SYS_geteuid, 0, 0, 0, 0);
		i->gid = mirror_call(t, SYS_getegid, 0, 0, 0, 0);
	}
	return i;
}

/* The host has copied a file, to let it be written to, and calls it differently now. */
void inode_moved(struct node *n, const struct statx *from, const struct statx *to)
{
	struct inode **at = find(inodes(n), from), *i = *at, **old;

	if (!i || inode_is_same(from, to))
		return;
	*at = i->next;
	old = find(n->inodes, to);
	if (*old) {
		struct inode *o = *old;	/* descriptors may know it */

		*old = o->next;
		o->dev = ~0UL;
		o->removed = true;
		put(n->inodes, o);
	}
	i->dev = device(to);
	i->ino = to->stx_ino;
	put(n->inodes, i);
}

bool inode_is_same(const struct statx *a, const struct statx *b)
{
	return a->stx_ino == b->stx_ino && device(a) == device(b);
}

/* Its last name is gone, but programs may have it open. */
void inode_removed(struct node *n, const struct statx *was)
{
	struct inode *i = inode_of(n, was);

	i->removed = true;
	i->born = birth(was);
}

/* The root directory is there from the beginning. */
void inode_root(struct node *n, int fd)
{
	struct statx sx;

	if (host_statx(fd, NULL, &sx))
		inode_of(n, &sx)->number = NUMBER_OF_ROOT;
}

/* name: NULL for dirfd itself */
bool host_statx(int dirfd, const char *name, struct statx *sx)
{
	int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC | (name ? 0 : AT_EMPTY_PATH);

	return !statx(dirfd, name ? name : "", flags, OF_HOST, sx);
}

/* In the host's /proc numbers come and go; there the name is the file. */
uint32_t proc_number(const char *path)
{
	uint32_t h = 2166136261;

	while (*path)
		h = (h ^ (unsigned char)*path++) * 16777619;
	return h | 1U << 31;
}
