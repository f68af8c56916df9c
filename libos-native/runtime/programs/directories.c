// SPDX-License-Identifier: Apache-2.0
/*
 * The entries of directories of the host, in the order of their names.  What a
 * program reads is a list that is made when it starts at the beginning; the position
 * of its descriptor says which list, and how far it has got.  So names may come and
 * go meanwhile, and descriptors that share a position share it here, too.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <linux/magic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

#define BUFFER		(64 * 1024)
#define INDEX_BITS	24
#define MAX_ID		(1 << 19)	/* positions of 2^43: no file system knows less */
#define MAX_LISTINGS	256		/* of a node */

struct linux_dirent64 {
	uint64_t ino;
	int64_t off;
	uint16_t len;
	uint8_t type;
	char name[];
};

struct entry {
	char *name;
	uint64_t host;			/* its number there */
	uint32_t number;
	uint8_t type;
};

struct listing {
	uint32_t id;
	struct inode *of;
	struct entry *entries;
	uint32_t n, room;
	struct listing *next;		/* used less recently */
};

static void listing_free(struct listing *l)
{
	for (uint32_t i = 0; i < l->n; i++)
		free(l->entries[i].name);
	free(l->entries);
	free(l);
}

void listings_free(struct node *n)
{
	while (n->listings) {
		struct listing *l = n->listings;

		n->listings = l->next;
		listing_free(l);
	}
}

/* ------------------------------------------------------------------------- reading */

static void add(struct listing *l, const struct linux_dirent64 *d)
{
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : 32;
		l->entries = reallocarray(l->entries, l->room, sizeof(*l->entries));
	}
	l->entries[l->n++] = (struct entry) {
		.name = strdup(d->name), .host = d->ino, .type = d->type,
	};
}

static int rank(const char *name)
{
	return strcmp(name, ".") ? strcmp(name, "..") ? 2 : 1 : 0;
}

static int compare(const void *a, const void *b)
{
	const char *x = ((const struct entry *)a)->name, *y = ((const struct entry *)b)->name;
	int by_rank = rank(x) - rank(y);

	return by_rank ? by_rank : strcmp(x, y);
}

static void number_in_proc(struct entry *e, int fd)
{
	char dir[PATH_SIZE], path[2 * PATH_SIZE];

	if (!path_of(fd, dir, sizeof(dir)))
		return;
	snprintf(path, sizeof(path), "%s/%s", dir, e->name);
	e->number = proc_number(path);
}

static bool is_on(const struct statx *sx, dev_t device)
{
	return makedev(sx->stx_dev_major, sx->stx_dev_minor) == device;
}

/*
 * Do the numbers in directories like this one agree with those of stat()?  Not in an
 * overlay of several file systems, nor where others are mounted, which in a node is not
 * in overlays.  Asking for each file of large directories would be slow.
 */
static bool is_plain(int fd, const struct statx *dir, const struct entry *e, struct statx *sx)
{
	struct statfs fs;

	return !fstatfs(fd, &fs) && fs.f_type == OVERLAYFS_SUPER_MAGIC &&
	       host_statx(fd, e->name, sx) && inode_is_same(sx, &(struct statx) {
			.stx_dev_major = dir->stx_dev_major, .stx_dev_minor = dir->stx_dev_minor,
			.stx_ino = e->host });
}

/* The first file and the first directory in it speak for all. */
static void number(struct node *n, struct listing *l, int fd)
{
	enum { ASK, TRUST, DOUBT } trust[2] = { ASK, ASK };
	struct statx dir, sx;
	bool known = host_statx(fd, NULL, &dir);

	for (uint32_t i = 0; known && i < l->n; i++) {
		struct entry *e = &l->entries[i];
		bool is_dir = e->type == DT_DIR;

		if (is_on(&dir, n->proc_device)) {
			number_in_proc(e, fd);
			continue;
		}
		if (i >= 2 && e->type != DT_UNKNOWN && trust[is_dir] == ASK)
			trust[is_dir] = is_plain(fd, &dir, e, &sx) ? TRUST : DOUBT;
		sx = dir;
		sx.stx_ino = e->host;
		sx.stx_nlink = 1;
		if (i < 2 || e->type == DT_UNKNOWN || trust[is_dir] != TRUST) {
			if (!host_statx(fd, e->name, &sx))
				continue;
			e->type = IFTODT(sx.stx_mode);
		}
		e->number = inode_of(n, &sx)->number;
	}
}

/* fd: shares its position with that of the program */
static long fill(struct listing *l, int fd)
{
	static char buf[BUFFER] __attribute__((aligned(8)));
	long got;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return -errno;
	while ((got = syscall(SYS_getdents64, fd, buf, sizeof(buf))) > 0)
		for (long at = 0; at < got;) {
			struct linux_dirent64 *d = (void *)(buf + at);

			add(l, d);
			at += d->len;
		}
	return got < 0 ? -errno : 0;
}

static void drop_oldest(struct node *n)
{
	struct listing **l = &n->listings;
	int count = 0;

	while (*l && count++ < MAX_LISTINGS)
		l = &(*l)->next;
	if (*l) {
		listing_free(*l);
		*l = NULL;
	}
}

static struct listing *make(struct node *n, int fd, struct inode *of, long *err)
{
	struct listing *l = calloc(1, sizeof(*l));

	*err = fill(l, fd);
	if (*err) {
		listing_free(l);
		return NULL;
	}
	qsort(l->entries, l->n, sizeof(*l->entries), compare);
	number(n, l, fd);
	n->listing_id = n->listing_id % (MAX_ID - 1) + 1;
	l->id = n->listing_id;
	l->of = of;
	l->next = n->listings;
	n->listings = l;
	drop_oldest(n);
	return l;
}

static struct listing *find(struct node *n, uint32_t id, const struct inode *of)
{
	struct listing **at = &n->listings, *l;

	while (*at && ((*at)->id != id || (*at)->of != of))
		at = &(*at)->next;
	l = *at;
	if (l) {
		*at = l->next;
		l->next = n->listings;
		n->listings = l;
	}
	return l;
}

/* ------------------------------------------------------------------------- telling */

/* Puts an entry at to; its length, or 0 if it does not fit. */
static size_t put(const struct entry *e, uint64_t next, bool old, char *to, size_t room)
{
	size_t name = strlen(e->name) + 1;
	size_t head = old ? 18 : offsetof(struct linux_dirent64, name);
	size_t len = (head + name + old + 7) & ~7UL;
	struct linux_dirent64 *d = (void *)to;

	if (len > room)
		return 0;
	memset(to, 0, len);
	d->ino = e->number;
	d->off = next;
	d->len = len;
	memcpy(to + head, e->name, name);
	if (old)
		to[len - 1] = e->type;
	else
		d->type = e->type;
	return len;
}

static long tell(struct tracee *t, int fd, struct listing *l, uint32_t index)
{
	static char buf[BUFFER] __attribute__((aligned(8)));
	size_t room = (uint32_t)A(t, 2) < BUFFER ? (uint32_t)A(t, 2) : BUFFER, used = 0, len;
	bool old = t->call.data.nr == SYS_getdents;
	uint64_t base = (uint64_t)l->id << INDEX_BITS;

	for (; index < l->n; index++, used += len) {
		len = put(&l->entries[index], base | (index + 1), old, buf + used, room - used);
		if (!len)
			break;
	}
	if (!used && index < l->n)
		return -EINVAL;
	if (used && user_write(t->p, A(t, 1), buf, used) != (long)used)
		return -EFAULT;
	lseek(fd, base | index, SEEK_SET);
	return used;
}

static long list(struct tracee *t, int fd, struct inode *of, off_t position)
{
	struct node *n = t->p->node;
	struct listing *l = NULL;
	uint32_t index = position & ((1 << INDEX_BITS) - 1);
	long err;

	if (position)
		l = find(n, position >> INDEX_BITS, of);
	if (!l) {
		l = make(n, fd, of, &err);
		if (!l) {
			lseek(fd, position, SEEK_SET);
			return err;
		}
	}
	return tell(t, fd, l, index);
}

/* getdents64() likewise */
void call_getdents(struct tracee *t)
{
	struct statx sx;
	off_t position;
	long result;
	int fd;

	if (fd_is_libos(t, A(t, 0)))
		return forward_reply(t);
	fd = fd_from_host(t->p, A(t, 0));
	if (fd < 0)
		return reply_host(t);
	position = lseek(fd, 0, SEEK_CUR);
	if (position < 0 || !host_statx(fd, NULL, &sx) || !S_ISDIR(sx.stx_mode)) {
		close(fd);
		return reply_host(t);
	}
	result = list(t, fd, inode_of(t->p->node, &sx), position);
	close(fd);
	reply(t, result);
}
