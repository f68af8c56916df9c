// SPDX-License-Identifier: Apache-2.0
/*
 * What no program of a node may do to the host: escape SECRET SHARED, where SECRET is a
 * file of the host that the node must not see, and SHARED a directory of the host that
 * it may only read.  Prints what was possible.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/filter.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/sysmacros.h>
#include "pool.h"

static int escapes;

static void must_fail(const char *what, long r)
{
	if (r < 0)
		return;
	printf("%s was possible\n", what);
	escapes++;
}

static void must_be_killed(const char *what, void (*call)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (!pid) {
		call();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS) {
		printf("%s: status %x\n", what, status);
		escapes++;
	}
}

static void call_32_bit(void)
{
	long r;

	__asm__ volatile("int $0x80" : "=a"(r) : "a"(20) : "memory");
}

static void call_x32(void)
{
	syscall(0x40000000 + SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void by_path(const char *secret)
{
	const char *roots[] = { "", "/proc/1/root", "/proc/1/cwd", "/proc/self/root",
				"/tmp/to-proc/1/root", "/../../../..", "/proc/1/root/../../.." };
	char path[4096], here[4096];
	int top;

	for (size_t i = 0; i < COUNT(roots); i++) {
		snprintf(path, sizeof(path), "%s%s", roots[i], secret);
		must_fail(path, open(path, O_RDONLY));
	}
	/* out of a chroot, as far as it goes */
	top = open("/", O_RDONLY | O_DIRECTORY);
	mkdir("/tmp/jail", 0755);
	if (!chroot("/tmp/jail") && !fchdir(top)) {
		for (int i = 0; i < 50; i++)
			if (chdir(".."))
				break;
		if (chroot("."))
			puts("no way back");
	}
	must_fail("a secret out of a chroot", open(secret, O_RDONLY));
	if (!getcwd(here, sizeof(here)))
		puts("nowhere");
	must_fail("/dev/mem", open("/dev/mem", O_RDWR));
	must_fail("a disk", mknod("/tmp/disk", S_IFBLK | 0600, makedev(254, 0)));
	must_fail("memory", mknod("/tmp/mem", S_IFCHR | 0600, makedev(1, 1)));
}

static void by_mount(const char *shared)
{
	char path[4096];

	must_fail("a file in a directory for reading", (snprintf(path, sizeof(path), "%s/written",
		  shared), open(path, O_WRONLY | O_CREAT, 0644)));
	must_fail("a remount for writing", mount(NULL, shared, NULL, MS_REMOUNT | MS_BIND, NULL));
	must_fail("a remount", mount(NULL, shared, NULL, MS_REMOUNT, NULL));
	mkdir("/tmp/bound", 0755);
	if (!mount(shared, "/tmp/bound", NULL, MS_BIND, NULL)) {
		must_fail("another remount", mount(NULL, "/tmp/bound", NULL, MS_REMOUNT | MS_BIND,
						   NULL));
		must_fail("a file in a mount of it", open("/tmp/bound/written", O_WRONLY | O_CREAT,
							  0644));
	}
	mkdir("/tmp/mounted", 0755);
	must_fail("proc", mount("proc", "/tmp/mounted", "proc", 0, NULL));
	must_fail("sysfs", mount("sysfs", "/tmp/mounted", "sysfs", 0, NULL));
	must_fail("cgroup2", mount("cgroup2", "/tmp/mounted", "cgroup2", 0, NULL));
	must_fail("devpts", mount("devpts", "/tmp/mounted", "devpts", 0, NULL));
	must_fail("a disk", mount("/dev/vda", "/tmp/mounted", "ext4", 0, NULL));
	must_fail("/proc elsewhere", mount("/tmp/to-proc", "/tmp/mounted", NULL, MS_BIND, NULL));
	must_fail("/proc/sys for writing",
		  mount(NULL, "/tmp/to-proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL));
	must_fail("/proc/sys moved",
		  mount("/tmp/to-proc/sys", "/tmp/mounted", NULL, MS_MOVE, NULL));
	must_fail("what is below /proc/sys", umount2("/tmp/to-proc/sys", MNT_DETACH));
	must_fail("a setting of the host",
		  open("/tmp/to-proc/sys/kernel/core_pattern", O_WRONLY));
	must_fail("the keys", open("/tmp/to-proc/sysrq-trigger", O_WRONLY));
	must_fail("a new kind of mount", syscall(SYS_fsopen, "proc", 0));
	must_fail("a copy of a tree", syscall(SYS_open_tree, AT_FDCWD, "/tmp/to-proc", 1));
	must_fail("the device", chmod("/dev/null", 0600));
}

static void by_name_space(void)
{
	static const char *const names[] = { "user", "mnt", "net", "pid", "ipc", "uts", "cgroup" };
	char path[64];

	must_fail("a user name space", unshare(CLONE_NEWUSER));
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof(path), "/proc/0/ns/%s", names[i]);
		must_fail(path, open(path, O_RDONLY));
	}
}

static void by_process(void)
{
	DIR *in = opendir("/tmp/to-proc");
	struct dirent *e;
	int strangers = 0;

	while (in && (e = readdir(in)))
		if (atoi(e->d_name) > 1 && atoi(e->d_name) < 1000)
			strangers++;
	if (strangers) {
		printf("%d processes of the host\n", strangers);
		escapes++;
	}
	must_fail("a signal to a process of the host", kill(999, 0));
	must_fail("ptrace", ptrace(PTRACE_ATTACH, 1, NULL, NULL));
	must_fail("process_vm_readv", syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0));
	must_fail("pidfd_open", syscall(SYS_pidfd_open, 1, 0));
	must_fail("pidfd_getfd", syscall(SYS_pidfd_getfd, 0, 0, 0));
	must_fail("userfaultfd", syscall(SYS_userfaultfd, 0));
	must_fail("perf_event_open", syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0));
	must_fail("keyctl", syscall(SYS_keyctl, 0, -3, 0, 0, 0));
	must_fail("add_key", syscall(SYS_add_key, "user", "x", "x", 1, -3));
	must_fail("open_by_handle_at", syscall(SYS_open_by_handle_at, -100, area, 0));
	must_fail("io_uring", syscall(SYS_io_uring_setup, 1, area));
	must_fail("aio", syscall(SYS_io_setup, 1, area));
	must_fail("another filter", prctl(PR_SET_SECCOMP, 2, area, 0, 0));
	must_fail("a filter", syscall(SYS_seccomp, 1, 0, area));
	must_fail("another architecture", syscall(SYS_arch_prctl, 0x4001, 0));
	must_fail("a module", syscall(SYS_init_module, area, 10, ""));
	must_fail("reboot", syscall(SYS_reboot, 0xfee1dead, 672274793, 0x4321fedc, NULL));
	must_be_killed("a call of 32 bits", call_32_bit);
	must_be_killed("a call of x32", call_x32);
}

/* Names of sockets are made by the simulator, but within the node. */
static void by_socket(void)
{
	const struct { const char *link, *to; } tries[] = {
		{ "/tmp/a", "/../../../tmp" }, { "/tmp/b", "/proc/1/root/tmp" },
		{ "/tmp/c", "/proc/1/cwd" }, { "/tmp/d", "/proc/self/fd/0" },
	};
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	for (size_t i = 0; i < COUNT(tries); i++) {
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);

		if (symlink(tries[i].to, tries[i].link))
			puts("no link");
		snprintf(un.sun_path, sizeof(un.sun_path), "%s/escaped-%zu", tries[i].link, i);
		bind(fd, (void *)&un, sizeof(un));
		unlink(un.sun_path);
		bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&un, sizeof(un));
		unlink(tries[i].link);
	}
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	pool_memory();
	if (symlink("/proc", "/tmp/to-proc"))
		puts("no link");
	by_process();
	by_name_space();
	by_socket();
	must_fail("the secret", open(argv[1], O_RDONLY));
	by_mount(argv[2]);
	by_path(argv[1]);
	unlink("/tmp/to-proc");
	printf("%d ways out\n", escapes);
	return 0;
}
