/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of the host, as programs may see them.  What is in a file, how it is called
 * and who may use it is the host's; its number, owner and times are ours, so that
 * they are the same in every run and on every machine:
 *
 *	inodes.c	the record of each file that a node has seen
 *	stat.c		stat() and its like
 *	directories.c	their entries, in order
 *	changes.c	what calls of programs change in directories
 *	writes.c	what they change in files
 *	volume.c	the one file system that all files seem to be in
 */
#ifndef LOCKSTEP_FILES_H
#define LOCKSTEP_FILES_H

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include "programs.h"

struct inode {
	uint64_t dev, ino;		/* at the host */
	uint32_t number;		/* here */
	uint32_t uid, gid;
	bool removed;			/* the host may use its number again */
	uint64_t born;			/* there; of one that is removed */
	struct timespec atime, mtime, ctime, btime;
	struct inode *next;
};

#define VOLUME_MAJOR	8		/* the device that all files are on */
#define VOLUME_MINOR	1

/* What we need of statx(). */
#define OF_HOST	(STATX_BASIC_STATS | STATX_BTIME)

/* inodes.c */
struct inode *inode_of(struct node *, const struct statx *);
struct inode *inode_new(struct tracee *, const struct statx *);	/* has just been made */
void inode_moved(struct node *, const struct statx *from, const struct statx *to);
void inode_removed(struct node *, const struct statx *was);
void inode_written(struct node *, struct inode *);
void inode_changed(struct node *, struct inode *);
bool inode_is_same(const struct statx *, const struct statx *);
struct timespec inode_now(struct node *);
void inode_root(struct node *, int fd);
void inodes_free(struct node *);
bool host_statx(int dirfd, const char *name, struct statx *);
uint32_t proc_number(const char *path);

/* paths.c */
int path_root(struct process *);	/* stays open */
int path_directory(struct process *, int dirfd);	/* likewise, or -1 */
bool path_is_namespace(const char *path);
void path_forget(struct process *);
int path_at(struct process *, int dirfd, const char *path, bool follow);
int path_parent(struct process *, int dirfd, const char *path, char *base);
bool path_of(int fd, char *to, size_t);

/* changes.c */
void changes_settle(struct node *);
void files_end(struct node *);
void change_open(struct tracee *, int dirfd, const char *path, int flags);
void change_name(struct tracee *, int dirfd, const char *path);

/* directories.c */
void listings_free(struct node *);

/* writes.c */
void file_written(struct tracee *, unsigned long fd);

#endif
