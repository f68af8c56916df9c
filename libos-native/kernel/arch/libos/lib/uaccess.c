// SPDX-License-Identifier: GPL-2.0
/*
 * User memory.  It lies in the process that contains this kernel, within the
 * bounds that the host has given; whatever points elsewhere is -EFAULT.
 */
#include <linux/kernel.h>
#include <linux/export.h>
#include <linux/string.h>
#include <linux/uaccess.h>

unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long n)
{
	if (unlikely(!libos_user_range(from, n)))
		return n;
	memcpy(to, (const void __force *)from, n);
	return 0;
}
EXPORT_SYMBOL(raw_copy_from_user);

unsigned long raw_copy_to_user(void __user *to, const void *from, unsigned long n)
{
	if (unlikely(!libos_user_range(to, n)))
		return n;
	memcpy((void __force *)to, from, n);
	return 0;
}
EXPORT_SYMBOL(raw_copy_to_user);

unsigned long libos_clear_user(void __user *to, unsigned long n)
{
	if (unlikely(!libos_user_range(to, n)))
		return n;
	memset((void __force *)to, 0, n);
	return 0;
}

/* How much of user memory there is from here on, at most n. */
static unsigned long user_room(const char __user *s, unsigned long n)
{
	unsigned long off = (unsigned long)s - libos_host->user_base;

	return off < libos_host->user_size ? min(n, (unsigned long)libos_host->user_size - off) : 0;
}

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	unsigned long room, len;

	if (count <= 0)
		return 0;
	room = user_room(src, count);
	len = strnlen((const char __force *)src, room);
	if (len == room && room < count)
		return -EFAULT;
	memcpy(dst, (const char __force *)src, min_t(unsigned long, len + 1, count));
	return len;
}

long strnlen_user(const char __user *s, long n)
{
	unsigned long room, len;

	if (n <= 0)
		return 0;
	room = user_room(s, n);
	len = strnlen((const char __force *)s, room);
	if (len == room)
		return room < n ? 0 : n + 1;
	return len + 1;
}
