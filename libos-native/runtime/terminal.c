// SPDX-License-Identifier: Apache-2.0
/* The user's own terminal, for a shell in a node. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "runtime.h"

static struct termios before;
static int raw;

/* Every key comes as it is pressed.  Returns 0 if standard input is no terminal. */
long lk_terminal_raw(void)
{
	struct termios t;

	if (tcgetattr(0, &before))
		return 0;
	t = before;
	cfmakeraw(&t);
	if (tcsetattr(0, TCSADRAIN, &t))
		return 0;
	raw = 1;
	return 1;
}

void lk_terminal_restore(void)
{
	if (raw)
		tcsetattr(0, TCSADRAIN, &before);
	raw = 0;
}

/* Bytes from standard input; 0: none within the time; -1: there are no more. */
long lk_terminal_read(char *to, long size, long timeout_ms)
{
	struct pollfd f = { 0, POLLIN, 0 };
	ssize_t n;

	if (poll(&f, 1, timeout_ms) <= 0)
		return 0;
	n = read(0, to, size);
	if (n < 0 && errno == EINTR)
		return 0;
	return n > 0 ? n : -1;
}

/* rows * 65536 + columns, or 0 */
long lk_terminal_size(void)
{
	struct winsize w;

	return ioctl(1, TIOCGWINSZ, &w) ? 0 : w.ws_row * 65536L + w.ws_col;
}
