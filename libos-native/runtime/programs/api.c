// SPDX-License-Identifier: Apache-2.0
/* What Java calls: see the descriptions in ../runtime.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "calls.h"
#include "files.h"

static int failed(int err, const char *text)
{
	return lk_fail(err < 0 ? -err : err, "%s", text);
}

long lk_programs_open(const char *nest, long scratch, long cpu_limit_ms)
{
	struct programs *p = calloc(1, sizeof(*p));
	char text[NEST_TEXT] = "";
	int pair[2], r;

	if (!p)
		return lk_fail(ENOMEM, "no memory");
	p->shared = mmap(NULL, sizeof(*p->shared), PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (p->shared == MAP_FAILED || pipe2(pair, O_CLOEXEC)) {
		free(p);
		return lk_fail(ENOMEM, "no memory for programs");
	}
	p->placeholder = pair[0];	/* its other end stays open: never ready */
	p->placeholder_end = pair[1];
	p->placeholder_epoll = epoll_create1(EPOLL_CLOEXEC);
	p->nodes_tail = &p->nodes;
	p->due_tail = &p->due;
	p->scratch = (char *)scratch;
	p->cpu_limit_ms = cpu_limit_ms;
	filter_make(p);
	r = nest_open(&p->nest, nest, text, sizeof(text));
	if (!r) {
		r = nudge_start(p);
		if (r)
			nest_close(&p->nest);
	}
	if (r < 0) {
		close(pair[0]);
		close(pair[1]);
		close(p->placeholder_epoll);
		munmap(p->shared, sizeof(*p->shared));
		free(p->filter);
		free(p);
		return failed(r, text);
	}
	return (long)p;
}

long lk_programs_shared(long programs)
{
	return (long)((struct programs *)programs)->shared;
}

static struct node *find_node(struct programs *p, long number)
{
	for (struct node *n = p->nodes; n; n = n->next)
		if (n->number == number && !n->dropped)
			return n;
	return NULL;
}

/* paths: each "r/path" or "w/path", with a zero byte; an empty one ends them */
static size_t split_paths(const char *paths, struct nest_path *to, size_t max)
{
	size_t n = 0;

	for (; *paths && n < max; paths += strlen(paths) + 1)
		to[n++] = (struct nest_path) { paths + 1, *paths == 'w' };
	return n;
}

/* Linux would allow for so many that their stacks take an eighth of the memory. */
static void allow_threads(struct node *n)
{
	char *number = n->all->scratch + PATH_SIZE;
	long fd = keeper_call(n, SYS_openat, AT_FDCWD,
			      scratch_string(n, "/proc/sys/kernel/threads-max"), O_WRONLY, 0);

	if (fd < 0)
		return;
	keeper_call(n, SYS_write, fd, (uint64_t)number, sprintf(number, "%d", 2 * MAX_TASKS), 0);
	keeper_call(n, SYS_close, fd, 0, 0, 0);
}

static void set_up_kernel(struct node *n)
{
	struct rlimit processes = { RLIM_INFINITY, RLIM_INFINITY };
	struct rlimit files = { 4 * MAX_FDS, 4 * MAX_FDS };

	keeper_call(n, SYS_umask, 0, 0, 0, 0);
	/* new descriptors come at LIBOS_NEW_FD first */
	memcpy(n->all->scratch, &files, sizeof(files));
	keeper_call(n, SYS_prlimit64, 0, RLIMIT_NOFILE, (uint64_t)n->all->scratch, 0);
	memcpy(n->all->scratch, &processes, sizeof(processes));
	keeper_call(n, SYS_prlimit64, 0, RLIMIT_NPROC, (uint64_t)n->all->scratch, 0);
	allow_threads(n);
	keeper_call(n, SYS_mkdir, scratch_string(n, "/etc"), 0755, 0, 0);
	strcpy(n->all->scratch + PATH_SIZE, "/etc/mtab");
	keeper_call(n, SYS_symlink, scratch_string(n, "/proc/self/mounts"),
		    (uint64_t)n->all->scratch + PATH_SIZE, 0, 0);
	/* for ip vrf exec, among others */
	strcpy(n->all->scratch + PATH_SIZE, "cgroup2");
	keeper_call(n, SYS_mount, (uint64_t)n->all->scratch + PATH_SIZE,
		    scratch_string(n, "/sys/fs/cgroup"), (uint64_t)n->all->scratch + PATH_SIZE, 0);
	keeper_call(n, SYS_sethostname, scratch_string(n, n->name), strlen(n->name), 0, 0);
}

/* Our own task in the kernel; made by task 0, which is the engine's but idle now. */
static long make_keeper(struct node *n)
{
	struct libos_shared *sh = n->k->shared;
	struct libos_call *c = &sh->call[sh->n_call++];
	uint64_t args[6] = { FIRST_TASK, LIBOS_CLONE_MIRROR | SIGCHLD, 0 };
	long result = -EIO;
	uint32_t left = 0;

	*c = (struct libos_call) { .task = 0, .nr = LIBOS_NR_CLONE };
	memcpy(c->args, args, sizeof(args));
	lk_kernel_enter((long)n->k, n->all->now);
	for (uint32_t i = 0; i < sh->n_done; i++) {
		if (!sh->done[i].task && result == -EIO)
			result = sh->done[i].result;
		else
			sh->done[left++] = sh->done[i];
	}
	sh->n_done = left;
	return result;
}

long lk_programs_node(long programs, long kernel, long number, const char *name,
		      const char *layer, const char *paths, long call_cost, long now)
{
	struct programs *p = (struct programs *)programs;
	struct nest_path path[64];
	struct nest_node_request q = { .hostname = name, .layer = layer, .paths = path };
	struct nest_node_reply reply = { 0 };
	struct node *n;
	long r;

	q.n_paths = split_paths(paths, path, 64);
	r = nest_node(&p->nest, &q, &reply);
	if (r < 0)
		return failed(r, reply.text);
	n = calloc(1, sizeof(*n));
	if (!n)
		return lk_fail(ENOMEM, "no memory");
	n->all = p;
	n->k = (struct kernel *)kernel;
	n->number = number;
	n->nest_node = reply.node;
	n->call_cost = call_cost;
	snprintf(n->name, sizeof(n->name), "%s", name);
	n->threads_tail = &n->threads;
	n->processes_tail = &n->processes;
	n->queue_tail = &n->queue;
	n->next_task = 1;
	n->root = n->directory = -1;
	*p->nodes_tail = n;
	p->nodes_tail = &n->next;
	p->now = now;
	r = make_keeper(n);
	if (r < 0) {
		n->dropped = true;
		return lk_fail(-r, "no task in the kernel of %s: %s", name, strerror(-r));
	}
	n->k->programs = n;
	set_up_kernel(n);
	if (reply.text[0])
		event_note(p, -1, "%s: %s", name, reply.text);
	return 0;
}

long lk_programs_put(long programs, long node, const char *path, long mode, const char *bytes,
		     long length)
{
	struct programs *p = (struct programs *)programs;
	struct node *n = find_node(p, node);
	char text[NEST_TEXT] = "";
	int r;

	if (!n)
		return lk_fail(ENOENT, "no such node");
	r = nest_put(&p->nest, n->nest_node, path, mode, bytes, length, text, sizeof(text));
	return r < 0 ? failed(r, text) : 0;
}

/* "directory\0argc\0argv...\0env...\0" */
static int split_strings(char *s, long length, char **to, int max)
{
	int n = 0;

	for (char *end = s + length; s < end && n < max - 1; s += strlen(s) + 1)
		to[n++] = s;
	to[n] = NULL;
	return n;
}

static long spawn(struct program *prog, char *strings, long length)
{
	struct programs *p = prog->node->all;
	char **all = calloc(4096, sizeof(*all)), **argv = calloc(4096, sizeof(*argv));
	struct nest_spawn_request q = {
		.node = prog->node->nest_node, .filter = p->filter,
		.n_filter = p->filter_length,
		.stdio = { p->placeholder, p->placeholder, p->placeholder },
	};
	struct nest_spawn_reply reply = { 0 };
	int n = split_strings(strings, length, all, 4096), argc = n > 1 ? atoi(all[1]) : 0;
	long r = -EINVAL;

	if (argc > 0 && n >= 2 + argc) {
		memcpy(argv, all + 2, argc * sizeof(*argv));
		q.directory = all[0];
		q.argv = argv;
		q.env = all + 2 + argc;
		r = nest_spawn(&p->nest, &q, &reply);
	}
	free(argv);
	free(all);
	if (r < 0)
		return failed(r, reply.text[0] ? reply.text : "it cannot be started");
	ioctl(reply.listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	prog->listener = reply.listener;
	prog->pid = reply.pid;
	close(reply.pidfd);
	return 0;
}

/* Its first thread, which is about to execve(). */
static long first_thread(struct program *prog)
{
	struct node *n = prog->node;
	int task = task_free(n);
	struct process *p;
	struct tracee *t;
	long r;

	r = task < 0 ? -EAGAIN : keeper_call(n, LIBOS_NR_CLONE, task, LIBOS_CLONE_MIRROR | SIGCHLD,
					     host_nspid(prog->pid), 0);
	if (r < 0) {
		kill(prog->pid, SIGKILL);
		close(prog->listener);
		return lk_fail(-r, "no task in the kernel of %s: %s", n->name, strerror(-r));
	}
	p = process_new(n, prog, prog->pid);
	prog->first = p;
	p->files = calloc(1, sizeof(*p->files));
	p->files->refs = 1;
	t = thread_new(p, prog->pid, task);
	t->state = RUN;
	n->running++;
	mirror_call(t, SYS_umask, 022, 0, 0, 0);
	streams_hand_over(prog, t);
	node_due(n);
	return 0;
}

long lk_programs_start(long programs, long node, long id, const char *strings, long length,
		       long input, long now)
{
	struct programs *p = (struct programs *)programs;
	struct node *n = find_node(p, node);
	struct program *prog;
	char *copy;
	long r;

	if (!n || n->dead)
		return lk_fail(ENOENT, "its kernel does not run");
	p->now = now;
	prog = calloc(1, sizeof(*prog));
	copy = malloc(length);
	if (!prog || !copy)
		return lk_fail(ENOMEM, "no memory");
	memcpy(copy, strings, length);
	prog->node = n;
	prog->id = id;
	prog->listener = -1;
	r = streams_open(prog, input);
	if (r)
		r = lk_fail(-r, "no pipes in the kernel of %s: %s", n->name, strerror(-r));
	else
		r = spawn(prog, copy, length);
	if (!r)
		r = first_thread(prog);
	free(copy);
	if (r) {
		streams_close(prog);
		free(prog);
		return r;
	}
	prog->next = p->programs;
	p->programs = prog;
	return 0;
}

static struct program *find_program(struct programs *p, long id)
{
	for (struct program *prog = p->programs; prog; prog = prog->next)
		if (prog->id == id)
			return prog;
	return NULL;
}

/* The first process of a program is gone. */
void program_ended(struct program *prog)
{
	struct node *n = prog->node;
	char text[NEST_TEXT];
	int status = 0;

	prog->ended = true;
	if (nest_wait(&n->all->nest, n->nest_node, prog->pid, &status, text, sizeof(text)) < 0)
		status = prog->first->status >= 0 ? prog->first->status << 8 : SIGKILL;
	streams_pump(prog);
	event_put(n->all, EVENT_EXIT, prog->id, status, NULL, 0);
}

/* What has lost its parent is reaped by the nest, when we say so. */
void orphan_ended(struct process *p)
{
	char text[NEST_TEXT];
	int status;

	nest_wait(&p->node->all->nest, p->node->nest_node, p->pid, &status, text, sizeof(text));
}

/* A kernel has died: so do its programs. */
static void bury(struct node *n)
{
	char text[NEST_TEXT];

	if (n->dropped)
		return;
	n->dropped = true;
	n->dead = true;
	nest_drop(&n->all->nest, n->nest_node, text, sizeof(text));
	for (struct program *p = n->all->programs; p; p = p->next)
		if (p->node == n && !p->ended) {
			p->ended = p->closed = true;
			event_put(n->all, EVENT_EXIT, p->id, SIGKILL, NULL, 0);
		}
	n->running = 0;
	n->queue = NULL;
	n->queue_tail = &n->queue;
	rings_free(n);
	files_end(n);
	if (n->k) {
		node_drop_frames(n);
		n->k->programs = NULL;
	}
}

long lk_programs_run(long programs, long now)
{
	struct programs *p = (struct programs *)programs;
	struct node **at = &p->due, *n;

	p->now = now;
	while ((n = *at)) {
		bool done = n->dropped || node_run(n);

		if (n->dead)
			bury(n);
		if (!done && !n->dead) {
			at = &n->due_next;
			continue;
		}
		n->due = false;
		*at = n->due_next;
		if (!*at)
			p->due_tail = at;
	}
	for (; p->touched; p->touched = p->touched->touched_next)
		p->touched->touched = false;
	p->shared->pending = p->due != NULL;
	return !p->due;
}

long lk_programs_signal(long programs, long id, long sig)
{
	struct programs *p = (struct programs *)programs;
	struct program *prog = find_program(p, id);

	if (!prog || prog->ended)
		return 0;
	kill_program(prog, sig);
	signals_expect_all(prog->node);
	node_due(prog->node);
	return 0;
}

long lk_programs_input(long programs, long id, const char *bytes, long length, long ends)
{
	struct programs *p = (struct programs *)programs;
	struct program *prog = find_program(p, id);

	if (!prog)
		return 0;
	streams_input(prog, bytes, length, ends);
	streams_stir(prog);
	node_due(prog->node);
	return 0;
}

long lk_programs_resize(long programs, long id, long rows, long columns)
{
	struct program *prog = find_program((struct programs *)programs, id);

	if (prog)
		streams_resize(prog, rows, columns);
	return 0;
}

/* The kernel of a node is about to be switched off. */
long lk_programs_drop(long programs, long node)
{
	struct node *n = find_node((struct programs *)programs, node);

	if (n)
		bury(n);
	return 0;
}

void lk_programs_close(long programs)
{
	struct programs *p = (struct programs *)programs;

	nudge_stop(p);
	nest_close(&p->nest);
	while (p->programs) {
		struct program *prog = p->programs;

		p->programs = prog->next;
		if (prog->listener >= 0)
			close(prog->listener);
		free(prog->input);
		free(prog);
	}
	while (p->nodes) {
		struct node *n = p->nodes;

		p->nodes = n->next;
		if (n->k)
			n->k->programs = NULL;
		node_free(n);
	}
	close(p->placeholder);
	close(p->placeholder_end);
	close(p->placeholder_epoll);
	free(p->filter);
	munmap(p->shared, sizeof(*p->shared));
	free(p);
}
