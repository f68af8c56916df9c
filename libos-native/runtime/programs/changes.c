// SPDX-License-Identifier: Apache-2.0
/*
 * What calls of programs change in directories, and in files that they name.  The
 * host does these calls.  We note before what they are about, and look afterwards at
 * what has become of it, when the thread shows up again and before anybody could have
 * asked.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

struct name {
	int parent;			/* or -1 */
	char base[256];
	bool there;
	struct statx was;
};

struct change {
	struct tracee *by;
	struct name names[2];
	int file;			/* one that was there already, or -1 */
	struct statx was;
	bool truncated, changed;	/* if the call succeeds */
};

static struct change *start(struct tracee *t)
{
	struct change *c = calloc(1, sizeof(*c));

	c->by = t;
	c->names[0].parent = c->names[1].parent = c->file = -1;
	t->p->node->change = c;
	return c;
}

static void add_name(struct change *c, struct name *n, int dirfd, const char *path)
{
	char base[PATH_SIZE];

	n->parent = path_parent(c->by->p, dirfd, path, base);
	if (n->parent < 0 || strlen(base) >= sizeof(n->base)) {
		n->base[0] = 0;
		return;
	}
	strcpy(n->base, base);
	n->there = host_statx(n->parent, n->base, &n->was);
}

static void add_file(struct change *c, int fd)
{
	c->file = fd;
	if (!host_statx(fd, NULL, &c->was)) {
		close(fd);
		c->file = -1;
	}
}

/* ------------------------------------------------------------------------- after */

static void entries_changed(struct node *n, int parent)
{
	struct statx sx;

	if (host_statx(parent, NULL, &sx))
		inode_written(n, inode_of(n, &sx));
}

static void gone(struct node *n, const struct statx *was)
{
	if (S_ISDIR(was->stx_mode) || was->stx_nlink <= 1)
		inode_removed(n, was);
	else
		inode_changed(n, inode_of(n, was));
}

/* other: the other name that the call is about */
static void name_settle(struct change *c, struct name *name, struct name *other)
{
	struct node *n = c->by->p->node;
	struct statx is, there;
	bool exists, moved;

	if (!name->base[0])
		return;
	exists = host_statx(name->parent, name->base, &is);
	if (exists == name->there && (!exists || inode_is_same(&is, &name->was)))
		return;
	entries_changed(n, name->parent);
	if (exists && other->there) {		/* rename() or link() */
		inode_moved(n, &other->was, &is);
		inode_changed(n, inode_of(n, &is));
	} else if (exists) {
		inode_new(c->by, &is);
	}
	if (!name->there)
		return;
	moved = other->base[0] && host_statx(other->parent, other->base, &there) &&
		(!other->there || !inode_is_same(&there, &other->was));
	if (!moved)
		gone(n, &name->was);
}

static void file_settle(struct change *c)
{
	struct node *n = c->by->p->node;
	struct statx is;
	struct inode *i;

	if (c->file < 0 || !host_statx(c->file, NULL, &is))
		return;
	inode_moved(n, &c->was, &is);
	i = inode_of(n, &is);
	if (c->truncated && S_ISREG(is.stx_mode) && (!c->was.stx_size || !is.stx_size ||
						     is.stx_size != c->was.stx_size))
		inode_written(n, i);
	else if (c->changed)
		inode_changed(n, i);
}

static void drop(struct node *n)
{
	struct change *c = n->change;

	if (!c)
		return;
	n->change = NULL;
	for (int k = 0; k < 2; k++)
		if (c->names[k].parent >= 0)
			close(c->names[k].parent);
	if (c->file >= 0)
		close(c->file);
	free(c);
}

void changes_settle(struct node *n)
{
	struct change *c = n->change;

	if (!c)
		return;
	file_settle(c);
	name_settle(c, &c->names[1], &c->names[0]);	/* the new name first */
	name_settle(c, &c->names[0], &c->names[1]);
	drop(n);
}

/* The node is gone. */
void files_end(struct node *n)
{
	drop(n);
	listings_free(n);
	inodes_free(n);
	if (n->root >= 0)
		close(n->root);
	if (n->directory >= 0)
		close(n->directory);
	n->root = n->directory = -1;
}

/* ------------------------------------------------------------------------- before */

/* open() of a name of the host is left to it. */
void change_open(struct tracee *t, int dirfd, const char *path, int flags)
{
	struct change *c;
	int fd = -ENOENT;

	if (!(flags & (O_ACCMODE | O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE ||
	    flags & O_PATH || !strcmp(path, "/dev/null"))
		return;
	c = start(t);
	if (!(flags & O_EXCL && flags & O_CREAT))
		fd = path_at(t->p, dirfd, path, !(flags & O_NOFOLLOW));
	if (fd >= 0)
		add_file(c, fd);
	else if (flags & O_CREAT)
		add_name(c, &c->names[0], dirfd, path);
	c->truncated = flags & O_TRUNC;
}

/* Answered otherwise?  Else path is what argument at points to. */
static bool is_elsewhere(struct tracee *t, int dirfd, unsigned long at, char *path)
{
	if (!user_string(t->p, at, path, PATH_SIZE)) {
		reply_host(t);
		return true;
	}
	if (path_realm(t, dirfd, path) == LIBOS) {
		forward_reply(t);
		return true;
	}
	return false;
}

/* A name comes or goes, at the host only. */
void change_name(struct tracee *t, int dirfd, const char *path)
{
	struct change *c = start(t);

	add_name(c, &c->names[0], dirfd, path);
}

static void one_name(struct tracee *t, int dirfd, unsigned long at)
{
	char path[PATH_SIZE];

	if (is_elsewhere(t, dirfd, at, path))
		return;
	change_name(t, dirfd, path);
	reply_host(t);
}

void call_mkdir(struct tracee *t)
{
	one_name(t, AT_FDCWD, A(t, 0));		/* rmdir() likewise */
}

void call_mkdirat(struct tracee *t)
{
	one_name(t, A(t, 0), A(t, 1));
}

void call_symlink(struct tracee *t)
{
	one_name(t, AT_FDCWD, A(t, 1));
}

void call_symlinkat(struct tracee *t)
{
	one_name(t, A(t, 1), A(t, 2));
}

static void two_names(struct tracee *t, int fd1, unsigned long at1, int fd2, unsigned long at2)
{
	char path[2][PATH_SIZE];
	struct change *c;

	if (is_elsewhere(t, fd1, at1, path[0]))
		return;
	if (!user_string(t->p, at2, path[1], PATH_SIZE))
		return reply_host(t);
	if (path_realm(t, fd2, path[1]) == LIBOS)
		return reply(t, -EXDEV);
	c = start(t);
	add_name(c, &c->names[0], fd1, path[0]);
	add_name(c, &c->names[1], fd2, path[1]);
	reply_host(t);
}

void call_rename(struct tracee *t)
{
	two_names(t, AT_FDCWD, A(t, 0), AT_FDCWD, A(t, 1));	/* link() likewise */
}

void call_renameat(struct tracee *t)
{
	two_names(t, A(t, 0), A(t, 1), A(t, 2), A(t, 3));
}

static void one_file(struct tracee *t, int dirfd, unsigned long at, bool truncated)
{
	char path[PATH_SIZE];
	struct change *c;
	int fd;

	if (is_elsewhere(t, dirfd, at, path))
		return;
	fd = path_at(t->p, dirfd, path, true);
	if (fd >= 0) {
		c = start(t);
		add_file(c, fd);
		c->truncated = truncated;
		c->changed = !truncated;
	}
	reply_host(t);
}

void call_truncate(struct tracee *t)
{
	one_file(t, AT_FDCWD, A(t, 0), true);
}

void call_chmod(struct tracee *t)
{
	one_file(t, AT_FDCWD, A(t, 0), false);
}

void call_fchmodat(struct tracee *t)
{
	one_file(t, A(t, 0), A(t, 1), false);
}

void call_fchmod(struct tracee *t)
{
	int fd;

	if (fd_is_libos(t, A(t, 0)))
		return forward_reply(t);
	fd = fd_from_host(t->p, A(t, 0));
	if (fd >= 0) {
		struct change *c = start(t);

		add_file(c, fd);
		c->changed = true;
	}
	reply_host(t);
}
