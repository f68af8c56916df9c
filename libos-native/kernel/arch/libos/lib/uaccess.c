// SPDX-License-Identifier: GPL-2.0
/*
 * User memory: of the engine's tasks, it lies in the process that contains this
 * kernel, within the bounds that the host has given; of mirror tasks, in another
 * process.  Whatever points elsewhere is -EFAULT.
 */
#include <linux/kernel.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <asm/host.h>

/* Of x86-64 processes: below the hole in the middle, without the last page. */
#define PROCESS_MEMORY		0x7ffffffff000UL

unsigned long libos_user_base, libos_user_size;
int libos_process;

/*
 * A copy from or to another process costs a system call of the host, whatever
 * its size, and a system call here makes several.  Between an entry and its
 * return to the host all processes stand still, so pages that were read are kept
 * that long, and small writes to such pages wait until the end of the call.  Should
 * such a page turn out to be one that may not be written, the whole call is -EFAULT.
 */
#define PAGES		4
#define WRITES		16
#define SMALL_READ	1024
#define SMALL_WRITE	512

struct cached_page {
	int process;
	unsigned long at;
	char data[PAGE_SIZE];
};

static struct cached_page pages[PAGES];
static unsigned int next_page;
static bool any_page;

static struct {
	int process;
	struct task_struct *task;
	unsigned int n, used;
	struct iovec from[WRITES], to[WRITES];
	char data[2048];
} late;

/* Bytes copied; 0 if nothing is there. */
static long host_copy(bool write, int process, const struct iovec *local,
		      const struct iovec *remote, unsigned long n)
{
	libos_copy_t copy = (libos_copy_t)libos_host->copy;
	long copied = copy ? copy(write, process, local, remote, n) : 0;

	return copied < 0 ? 0 : copied;
}

static struct task_struct *late_fault;	/* whose call failed that way */

static void write_late(void)
{
	unsigned int i;

	if (late.n && host_copy(true, late.process, late.from, late.to, late.n) != late.used)
		for (i = 0; i < late.n; i++)	/* it ends at the first that fails */
			if (host_copy(true, late.process, &late.from[i], &late.to[i], 1) !=
			    late.from[i].iov_len)
				late_fault = late.task;
	late.n = late.used = 0;
}

/* At the end of a call: its result, unless something could not be written. */
long libos_user_result(long result)
{
	write_late();
	if (late_fault != current)
		return result;
	late_fault = NULL;
	return result < 0 ? result : -EFAULT;
}

/* Who the current call's pointers belong to. */
void libos_user_select(int process)
{
	libos_process = process;
	libos_user_base = process ? 0 : libos_host->user_base;
	libos_user_size = process ? PROCESS_MEMORY : libos_host->user_size;
}

/* Before the return to the host. */
void libos_user_end(void)
{
	unsigned int i;

	if (!any_page)
		return;
	write_late();
	for (i = 0; i < PAGES; i++)
		pages[i].process = 0;
	any_page = false;
}

static struct cached_page *find_page(int process, unsigned long at)
{
	unsigned int i;

	for (i = 0; i < PAGES; i++)
		if (pages[i].process == process && pages[i].at == at)
			return &pages[i];
	return NULL;
}

static struct cached_page *fetch_page(int process, unsigned long at)
{
	struct cached_page *p = find_page(process, at);
	struct iovec local, remote = { (void __user *)at, PAGE_SIZE };

	if (p)
		return p;
	write_late();
	p = &pages[next_page++ % PAGES];
	p->process = 0;
	local = (struct iovec) { (void __user __force *)p->data, PAGE_SIZE };
	if (host_copy(false, process, &local, &remote, 1) != PAGE_SIZE)
		return NULL;
	p->process = process;
	p->at = at;
	any_page = true;
	return p;
}

static unsigned long copy_from_process(void *to, const void __user *from, unsigned long n)
{
	struct iovec local = { (void __user __force *)to, n }, remote = { (void __user *)from, n };
	unsigned long at = (unsigned long)from, off = offset_in_page(at);
	struct cached_page *p;

	if (n <= SMALL_READ && off + n <= PAGE_SIZE) {
		p = fetch_page(libos_process, at - off);
		if (!p)
			return n;
		memcpy(to, p->data + off, n);
		return 0;
	}
	write_late();
	return n - host_copy(false, libos_process, &local, &remote, 1);
}

/* What was written must be in the pages that are kept, too. */
static void update_pages(unsigned long at, const void *from, unsigned long n)
{
	unsigned long done, k;

	for (done = 0; done < n; done += k) {
		unsigned long off = offset_in_page(at + done);
		struct cached_page *p = find_page(libos_process, at + done - off);

		k = min(n - done, PAGE_SIZE - off);
		if (p)
			memcpy(p->data + off, from + done, k);
	}
}

static unsigned long copy_to_process(void __user *to, const void *from, unsigned long n)
{
	struct iovec local = { (void __user __force *)from, n }, remote = { to, n };
	unsigned long at = (unsigned long)to, off = offset_in_page(at), done;

	if (n <= SMALL_WRITE && off + n <= PAGE_SIZE && find_page(libos_process, at - off)) {
		if (late.n == WRITES || late.used + n > sizeof(late.data) ||
		    late.task != current)
			write_late();
		memcpy(late.data + late.used, from, n);
		late.process = libos_process;
		late.task = current;
		late.from[late.n] = (struct iovec) {
			(void __user __force *)(late.data + late.used), n
		};
		late.to[late.n++] = remote;
		late.used += n;
		done = n;
	} else {
		write_late();
		done = host_copy(true, libos_process, &local, &remote, 1);
	}
	update_pages(at, from, done);
	return n - done;
}

unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long n)
{
	if (unlikely(!libos_user_range(from, n)))
		return n;
	if (unlikely(libos_process))
		return n ? copy_from_process(to, from, n) : 0;
	memcpy(to, (const void __force *)from, n);
	return 0;
}
EXPORT_SYMBOL(raw_copy_from_user);

unsigned long raw_copy_to_user(void __user *to, const void *from, unsigned long n)
{
	if (unlikely(!libos_user_range(to, n)))
		return n;
	if (unlikely(libos_process))
		return n ? copy_to_process(to, from, n) : 0;
	memcpy((void __force *)to, from, n);
	return 0;
}
EXPORT_SYMBOL(raw_copy_to_user);

unsigned long libos_clear_user(void __user *to, unsigned long n)
{
	if (unlikely(!libos_user_range(to, n)))
		return n;
	if (!libos_process) {
		memset((void __force *)to, 0, n);
		return 0;
	}
	while (n) {
		unsigned long k = min(n, PAGE_SIZE);
		unsigned long left = copy_to_process(to, empty_zero_page, k);

		if (left)
			return n - k + left;
		to += k;
		n -= k;
	}
	return 0;
}

/* How much of user memory there is from here on, at most n. */
static unsigned long user_room(const char __user *s, unsigned long n)
{
	unsigned long off = (unsigned long)s - libos_user_base;

	return off < libos_user_size ? min(n, libos_user_size - off) : 0;
}

/* The piece of a string in another process that ends with its page; NULL: nothing there. */
static const char *process_piece(unsigned long at, unsigned long room, unsigned long *n)
{
	unsigned long off = offset_in_page(at);
	struct cached_page *p = fetch_page(libos_process, at - off);

	*n = min(room, PAGE_SIZE - off);
	return p ? p->data + off : NULL;
}

static long string_from_process(char *dst, unsigned long at, unsigned long count)
{
	unsigned long done, n, len;

	for (done = 0; done < count; done += n) {
		const char *piece = process_piece(at + done, count - done, &n);

		if (!piece)
			return -EFAULT;
		len = strnlen(piece, n);
		memcpy(dst + done, piece, min(len + 1, n));
		if (len < n)
			return done + len;
	}
	return done;
}

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	unsigned long room;
	long len;

	if (count <= 0)
		return 0;
	room = user_room(src, count);
	if (libos_process) {
		len = string_from_process(dst, (unsigned long)src, room);
		return len == room && room < count ? -EFAULT : len;
	}
	len = strnlen((const char __force *)src, room);
	if (len == room && room < count)
		return -EFAULT;
	memcpy(dst, (const char __force *)src, min_t(unsigned long, len + 1, count));
	return len;
}

static long string_length_in_process(unsigned long at, unsigned long count)
{
	unsigned long done, n, len;

	for (done = 0; done < count; done += n) {
		const char *piece = process_piece(at + done, count - done, &n);

		if (!piece)
			return 0;
		len = strnlen(piece, n);
		if (len < n)
			return done + len + 1;
	}
	return count + 1;
}

long strnlen_user(const char __user *s, long n)
{
	unsigned long room, len;

	if (n <= 0)
		return 0;
	room = user_room(s, n);
	if (libos_process)
		return room ? string_length_in_process((unsigned long)s, room) : 0;
	len = strnlen((const char __force *)s, room);
	if (len == room)
		return room < n ? 0 : n + 1;
	return len + 1;
}
