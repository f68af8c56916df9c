// SPDX-License-Identifier: Apache-2.0
/* Copies of single entries of the host's directories. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal.h"

/* Without what is in it.  An owner who is nobody here cannot be kept. */
int copy_directory(const char *from, const char *to)
{
	struct stat st;

	if (stat(from, &st))
		return errno;
	if (mkdir(to, st.st_mode & 07777))
		return errno == EEXIST ? 0 : errno;
	if (lchown(to, st.st_uid, st.st_gid))
		return 0;
	return 0;
}

int copy_link(const char *from, const char *to)
{
	char text[PATH_MAX];
	ssize_t n = readlink(from, text, sizeof(text) - 1);

	if (n < 0)
		return errno;
	text[n] = 0;
	return symlink(text, to) && errno != EEXIST ? errno : 0;
}

static int copy_bytes(int in, int out, const struct stat *st)
{
	ssize_t n;

	do
		n = sendfile(out, in, NULL, 1 << 20);
	while (n > 0 || (n < 0 && errno == EINTR));
	if (n < 0 || fchmod(out, st->st_mode & 07777))
		return errno;
	if (fchown(out, st->st_uid, st->st_gid))
		return 0;
	return 0;
}

int copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = -1, err = 0;
	struct stat st;

	if (in < 0)
		return errno;
	if (fstat(in, &st))
		err = errno;
	else
		out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (!err && out < 0)
		err = errno == EEXIST ? 0 : errno;
	else if (!err)
		err = copy_bytes(in, out, &st);
	if (out >= 0)
		close(out);
	close(in);
	return err;
}
