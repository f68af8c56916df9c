/* SPDX-License-Identifier: GPL-2.0 */
#include <asm/page.h>
#include <asm/cache.h>
#include <asm/thread_info.h>
#include <asm-generic/vmlinux.lds.h>

#ifndef CPUIDLE_TEXT	/* gone in 6.6 or so */
#define CPUIDLE_TEXT
#endif

OUTPUT_FORMAT("elf64-x86-64")
OUTPUT_ARCH(i386:x86-64)
ENTRY(libos_entry)

jiffies = jiffies_64;

PHDRS
{
	text PT_LOAD FLAGS(5);
	data PT_LOAD FLAGS(6);
	dynamic PT_DYNAMIC FLAGS(6);
	stack PT_GNU_STACK FLAGS(6);
}

SECTIONS
{
	/*
	 * IPsec's configuration selects the jitter RNG, which looks for noise in
	 * the CPU's timing when it starts.  There is none here, and there must be
	 * none: 6.12 would look for ever.  Without it crypto/drbg.c uses the
	 * kernel's seeded generator.
	 */
	/DISCARD/ : { *jitterentropy-kcapi.o(.initcall*) }

	. = SIZEOF_HEADERS;
	.hash	: { *(.hash) } :text
	.dynsym	: { *(.dynsym) }
	.dynstr	: { *(.dynstr) }
	.rela.dyn : { *(.rela.init) *(.rela .rela*) }
	.plt	: { *(.plt) *(.plt.*) *(.iplt) }

	. = ALIGN(PAGE_SIZE);
	_stext = .;
	.text : {
		_text = .;
		TEXT_TEXT
		IRQENTRY_TEXT
		SOFTIRQENTRY_TEXT
		SCHED_TEXT
		CPUIDLE_TEXT
		LOCK_TEXT
		KPROBES_TEXT
		ENTRY_TEXT
		*(.fixup)
		*(.gnu.warning)
	} :text
	_etext = .;

	. = ALIGN(PAGE_SIZE);
	__init_begin = .;
	INIT_TEXT_SECTION(PAGE_SIZE)
	.exit.text : { EXIT_TEXT }

	. = ALIGN(PAGE_SIZE);
	__libos_data_start = .;
	.dynamic : { *(.dynamic) } :data :dynamic
	.got : { *(.got) *(.igot.*) } :data	/* and so on for what follows */
	.got.plt : { *(.got.plt) }
	RO_DATA(PAGE_SIZE)

	. = ALIGN(PAGE_SIZE);
	INIT_DATA_SECTION(16)
	.exit.data : { EXIT_DATA }
	PERCPU_SECTION(L1_CACHE_BYTES)
	. = ALIGN(PAGE_SIZE);
	__init_end = .;

	_sdata = .;
	.data.rel : { *(.data.rel .data.rel.*) }	/* -fPIC: data with addresses */
	RW_DATA(L1_CACHE_BYTES, PAGE_SIZE, THREAD_SIZE)
	EXCEPTION_TABLE(16)
	_edata = .;

	BSS_SECTION(PAGE_SIZE, PAGE_SIZE, PAGE_SIZE)
	_end = .;

	STABS_DEBUG
	DWARF_DEBUG
	ELF_DETAILS
	/DISCARD/ : { *(.eh_frame) *(.sframe) }
	DISCARDS
}
