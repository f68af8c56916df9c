// SPDX-License-Identifier: Apache-2.0
/* What inotify tells of files that come, change and go; prints the same on any Linux. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct { unsigned int bit; const char *name; } names[] = {
	{ IN_CREATE, "create" }, { IN_MODIFY, "modify" }, { IN_CLOSE_WRITE, "close" },
	{ IN_MOVED_FROM, "from" }, { IN_MOVED_TO, "to" }, { IN_DELETE, "delete" },
	{ IN_ATTRIB, "attributes" }, { IN_DELETE_SELF, "self" }, { IN_IGNORED, "ignored" },
	{ IN_ISDIR, "directory" },
};

static int ready(int fd, int ms)
{
	struct pollfd p = { fd, POLLIN, 0 };

	poll(&p, 1, ms);
	return p.revents;
}

static void news(int fd)
{
	char buf[4096] __attribute__((aligned(8)));
	static unsigned int first;
	long n = read(fd, buf, sizeof(buf));

	if (n < 0) {
		printf("  %s\n", strerror(errno));
		return;
	}
	for (long at = 0; at < n;) {
		struct inotify_event *e = (void *)(buf + at);

		if (e->cookie && !first)
			first = e->cookie;
		printf("  watch %d \"%s\"", e->wd, e->len ? e->name : "");
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (e->mask & names[i].bit)
				printf(" %s", names[i].name);
		if (e->cookie)
			printf(" (move %u)", e->cookie - first + 1);
		printf("\n");
		at += sizeof(*e) + e->len;
	}
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);

	write(fd, text, strlen(text));
	close(fd);
}

int main(void)
{
	char dir[] = "/tmp/lockstep-inotify-XXXXXX";
	int fd;

	setvbuf(stdout, NULL, _IONBF, 0);
	mkdtemp(dir);
	chdir(dir);
	fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	printf("watch %d\n", inotify_add_watch(fd, ".", IN_ALL_EVENTS & ~(IN_OPEN | IN_ACCESS |
							IN_CLOSE_NOWRITE)));
	printf("ready %d\n", ready(fd, 0));
	news(fd);
	put("one", "text");
	printf("ready %d\n", ready(fd, 0));
	news(fd);
	printf("ready %d\n", ready(fd, 0));
	rename("one", "two");
	mkdir("sub", 0700);
	chmod("two", 0400);
	news(fd);
	printf("short %ld\n", (long)read(fd, dir, 4));
	inotify_rm_watch(fd, 1);
	unlink("two");
	news(fd);
	close(fd);

	fd = inotify_init();
	inotify_add_watch(fd, "sub", IN_CREATE | IN_DELETE | IN_MODIFY | IN_DELETE_SELF);
	if (!fork()) {
		usleep(20000);
		put("sub/late", "by a child");
		_exit(0);
	}
	printf("ready %d\n", ready(fd, 5000));
	wait(NULL);
	news(fd);
	if (!fork()) {
		usleep(20000);
		unlink("sub/late");
		_exit(0);
	}
	news(fd);
	wait(NULL);
	rmdir("sub");
	news(fd);
	printf("ready %d\n", ready(fd, 10));
	chdir("/");
	printf("removed %d\n", rmdir(dir));
	return 0;
}
