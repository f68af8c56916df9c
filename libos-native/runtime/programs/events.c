// SPDX-License-Identifier: Apache-2.0
/* What Java is told, in the order in which it happened. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "programs.h"

bool event_room(const struct programs *p, size_t n)
{
	return p->shared->event_bytes + sizeof(struct event) + n + 8 <= EVENT_BYTES;
}

void event_put(struct programs *p, enum event_kind kind, int program, int detail,
	       const void *data, size_t n)
{
	struct event e = {
		.kind = kind, .program = program, .time = p->now, .detail = detail, .length = n,
	};
	uint8_t *at = p->shared->events + p->shared->event_bytes;

	if (!event_room(p, n))
		return;		/* node_run() returns while there is room */
	memcpy(at, &e, sizeof(e));
	memcpy(at + sizeof(e), data, n);
	p->shared->event_bytes += (sizeof(e) + n + 7) & ~7UL;
}

/* A sentence about a program, for the log. */
void event_note(struct programs *p, int program, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	event_put(p, EVENT_NOTE, program, 0, text, n < (int)sizeof(text) ? n : (int)sizeof(text) - 1);
}
