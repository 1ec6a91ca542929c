/* Counts all overlapping occurrences of literal strings by Hyperscan, for benches/race/outside.rs and benches/compare.
 *
 *     cc -O2 -o hyperscan hyperscan.c -I/usr/include/hs -lhs
 *     hyperscan LITERALS TEXT            a string a line, a paragraph a line
 *
 * Says `ready` and, for each line that arrives, makes a pass over the paragraphs in memory and answers with the
 * seconds it took and the hits it found. */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines {
    char *bytes;
    char **starts;
    size_t *lengths;
    unsigned count;
};

static void fail(const char *what) {
    fprintf(stderr, "hyperscan: %s\n", what);
    exit(2);
}

static struct lines read_lines(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) fail(path);
    size_t size = (size_t)ftell(file);
    rewind(file);
    struct lines lines = {malloc(size + 1), NULL, NULL, 0};
    if (!lines.bytes || fread(lines.bytes, 1, size, file) != size) fail(path);
    fclose(file);
    size_t most = 1;
    for (size_t at = 0; at < size; at++) most += lines.bytes[at] == '\n';
    lines.starts = malloc(most * sizeof *lines.starts);
    lines.lengths = malloc(most * sizeof *lines.lengths);
    if (!lines.starts || !lines.lengths) fail("no memory");
    for (size_t at = 0; at < size;) {
        char *end = memchr(lines.bytes + at, '\n', size - at);
        size_t length = end ? (size_t)(end - lines.bytes) - at : size - at;
        lines.starts[lines.count] = lines.bytes + at;
        lines.lengths[lines.count++] = length;
        at += length + 1;
    }
    return lines;
}

static int count_hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *count) {
    (void)id, (void)from, (void)to, (void)flags;
    ++*(size_t *)count;
    return 0;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 3) fail("usage: hyperscan LITERALS TEXT");
    struct lines literals = read_lines(arguments[1]), text = read_lines(arguments[2]);
    unsigned *flags = calloc(literals.count, sizeof *flags), *ids = calloc(literals.count, sizeof *ids);
    if (!flags || !ids) fail("no memory");
    for (unsigned at = 0; at < literals.count; at++) ids[at] = at;
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    if (hs_compile_lit_multi((const char *const *)literals.starts, flags, ids, literals.lengths, literals.count,
                             HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS)
        fail(error->message);
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) fail("no scratch");
    puts("ready");
    fflush(stdout);
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        size_t hits = 0;
        double start = now();
        for (unsigned at = 0; at < text.count; at++)
            hs_scan(database, text.starts[at], (unsigned)text.lengths[at], 0, scratch, count_hit, &hits);
        printf("%.9f %zu\n", now() - start, hits);
        fflush(stdout);
    }
    return 0;
}
