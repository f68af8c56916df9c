// SPDX-License-Identifier: Apache-2.0
/* Kernel images: one mapping of the text, and the means to make a copy of the data. */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "runtime.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct image *images[LK_TEXTS];	/* by place of the text */

static uint64_t fnv(const void *p, size_t n)
{
	const uint64_t *w = p;
	uint64_t h = 14695981039346656037UL;

	for (size_t i = 0; i < n / 8; i++)
		h = (h ^ w[i]) * 1099511628211UL;
	return h ^ (h >> 29);
}

static const Elf64_Phdr *headers(const struct image *im, int *n)
{
	const Elf64_Ehdr *eh = (const void *)im->file;

	*n = eh->e_phnum;
	return (const void *)(im->file + eh->e_phoff);
}

static int parse_header(struct image *im, const char *path)
{
	const Elf64_Ehdr *eh = (const void *)im->file;
	const Elf64_Phdr *ph;
	int n;

	if (im->size < sizeof(*eh) || memcmp(eh->e_ident, ELFMAG, SELFMAG) ||
	    eh->e_machine != EM_X86_64 || eh->e_type != ET_DYN ||
	    eh->e_phoff + eh->e_phnum * sizeof(*ph) > im->size)
		return lk_fail(ENOEXEC, "%s is not a LibOS kernel image", path);
	if (eh->e_ident[EI_ABIVERSION] != 1)
		return lk_fail(ENOEXEC, "%s has not been prepared for shared text", path);
	ph = headers(im, &n);
	for (int i = 0; i < n; i++) {
		if (ph[i].p_type != PT_LOAD)
			continue;
		if (ph[i].p_offset + ph[i].p_filesz > im->size)
			return lk_fail(ENOEXEC, "%s is cut short", path);
		if (ph[i].p_flags & PF_X) {
			im->text_end = ph[i].p_vaddr + ph[i].p_memsz;
		} else {
			im->data_start = ph[i].p_vaddr;
			im->data_file_end = ph[i].p_vaddr + ph[i].p_filesz;
			im->data_end = PAGE_UP(ph[i].p_vaddr + ph[i].p_memsz);
			im->data_offset = ph[i].p_offset;
		}
	}
	if (!im->text_end || !im->data_end || im->data_start < im->text_end ||
	    im->data_end > LK_SLOT_SHARED || im->text_end > LK_TEXT_STRIDE)
		return lk_fail(ENOEXEC, "%s has an unexpected layout", path);
	return 0;
}

/* Anonymous memory if the file lies where nothing may be executed. */
static int exec_fd(const struct image *im)
{
	int fd = memfd_create("lockstep-kernel", MFD_CLOEXEC);

	for (size_t done = 0; fd >= 0 && done < im->size;) {
		ssize_t n = write(fd, im->file + done, im->size - done);

		if (n <= 0) {
			close(fd);
			return -1;
		}
		done += n;
	}
	return fd;
}

static int map_text(struct image *im, long place, const char *path)
{
	const Elf64_Phdr *ph;
	int n;

	im->text = LK_TEXT_AREA + place * LK_TEXT_STRIDE;
	ph = headers(im, &n);
	for (int i = 0; i < n; i++) {
		size_t len = PAGE_UP(ph[i].p_vaddr + ph[i].p_memsz) - PAGE_DOWN(ph[i].p_vaddr);
		uint64_t at = im->text + PAGE_DOWN(ph[i].p_vaddr);

		if (ph[i].p_type != PT_LOAD || !(ph[i].p_flags & PF_X))
			continue;
		if (lk_map_fixed(at, len, PROT_READ | PROT_EXEC, MAP_PRIVATE, im->fd,
				 PAGE_DOWN(ph[i].p_offset)))
			continue;
		if (errno != EPERM && errno != EACCES)
			return lk_fail(errno, "cannot map the text of %s: %s", path, strerror(errno));
		close(im->fd);
		im->fd = exec_fd(im);
		if (im->fd < 0 || !lk_map_fixed(at, len, PROT_READ | PROT_EXEC, MAP_PRIVATE, im->fd,
						PAGE_DOWN(ph[i].p_offset)))
			return lk_fail(errno, "cannot map the text of %s: %s", path, strerror(errno));
	}
	return 0;
}

static int parse_dynamic(struct image *im, const char *path)
{
	const Elf64_Phdr *ph;
	const Elf64_Dyn *dyn = NULL;
	const Elf64_Sym *sym = NULL;
	const char *str = NULL;
	const uint32_t *hash = NULL;
	const Elf64_Rela *rela;
	int n;

	ph = headers(im, &n);
	for (int i = 0; i < n; i++)
		if (ph[i].p_type == PT_DYNAMIC)
			dyn = (const void *)(im->file + ph[i].p_offset);
	for (; dyn && dyn->d_tag; dyn++) {
		const void *p = (const void *)(im->text + dyn->d_un.d_ptr);

		switch (dyn->d_tag) {
		case DT_RELA: im->rela = p; break;
		case DT_RELASZ: im->n_rela = dyn->d_un.d_val / sizeof(*rela); break;
		case DT_SYMTAB: sym = p; break;
		case DT_STRTAB: str = p; break;
		case DT_HASH: hash = p; break;
		}
	}
	if (!sym || !str || !hash || !im->rela)
		return lk_fail(ENOEXEC, "%s has no dynamic section", path);
	for (uint32_t i = 0; i < hash[1]; i++) {
		if (!strcmp(str + sym[i].st_name, "libos_entry"))
			im->entry = (lk_entry)(im->text + sym[i].st_value);
		if (!strcmp(str + sym[i].st_name, "libos_fault"))
			im->fault = (void *)(im->text + sym[i].st_value);
	}
	if (!im->entry || !im->fault)
		return lk_fail(ENOEXEC, "%s exports neither libos_entry nor libos_fault", path);
	rela = im->rela;
	for (size_t i = 0; i < im->n_rela; i++)
		if (ELF64_R_TYPE(rela[i].r_info) != R_X86_64_RELATIVE ||
		    rela[i].r_offset < im->data_start || rela[i].r_offset + 8 > im->data_end)
			return lk_fail(ENOEXEC, "%s has a relocation that is not understood", path);
	return 0;
}

static long load(struct image *im, const char *path)
{
	struct stat st;
	long place;
	int err;

	im->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (im->fd < 0 || fstat(im->fd, &st))
		return lk_fail(errno, "cannot open %s: %s", path, strerror(errno));
	im->size = st.st_size;
	im->file = mmap(NULL, im->size ? im->size : 1, PROT_READ, MAP_PRIVATE, im->fd, 0);
	if (im->file == MAP_FAILED)
		return lk_fail(errno, "cannot map %s: %s", path, strerror(errno));
	err = parse_header(im, path);
	if (err)
		return err;
	im->hash = fnv(im->file, im->size);
	for (long probe = 0; probe < LK_TEXTS; probe++) {
		place = (im->hash + probe) % LK_TEXTS;
		if (images[place] && images[place]->hash == im->hash)
			return (long)images[place];
		if (!images[place])
			break;
	}
	err = map_text(im, place, path);
	if (!err)
		err = parse_dynamic(im, path);
	if (err)
		return err;
	images[place] = im;
	return (long)im;
}

/* Images stay until the process ends: their number is small. */
long lk_image_open(const char *path)
{
	struct image *im = calloc(1, sizeof(*im));
	long ret;

	if (!im)
		return lk_fail(ENOMEM, "no memory");
	pthread_mutex_lock(&lock);
	ret = load(im, path);
	pthread_mutex_unlock(&lock);
	if (ret != (long)im) {
		if (im->file && im->file != MAP_FAILED)
			munmap((void *)im->file, im->size);
		if (im->fd > 0)
			close(im->fd);
		free(im);
	}
	return ret;
}

/* An own copy of the data; pages that are never written stay shared. */
long lk_data_map(const struct image *im, uint64_t bias)
{
	uint64_t start = bias + PAGE_DOWN(im->data_start);
	uint64_t file_end = bias + im->data_file_end, end = bias + im->data_end;
	const int rw = PROT_READ | PROT_WRITE;

	if (!lk_map_fixed(start, PAGE_UP(file_end) - start, rw, MAP_PRIVATE | MAP_NORESERVE, im->fd,
			  PAGE_DOWN(im->data_offset)))
		return lk_fail(errno, "cannot map a kernel's data: %s", strerror(errno));
	if (end > PAGE_UP(file_end) &&
	    !lk_map_fixed(PAGE_UP(file_end), end - PAGE_UP(file_end), rw,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
		return lk_fail(errno, "cannot map a kernel's data: %s", strerror(errno));
	memset((void *)file_end, 0, PAGE_UP(file_end) - file_end);
	lk_data_relocate(im, bias);
	return 0;
}

void lk_data_relocate(const struct image *im, uint64_t bias)
{
	const Elf64_Rela *r = im->rela;

	for (size_t i = 0; i < im->n_rela; i++)
		*(uint64_t *)(bias + r[i].r_offset) = r[i].r_addend +
			((uint64_t)r[i].r_addend < im->text_end ? im->text : bias);
}
