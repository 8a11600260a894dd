// Counts matches of the six patterns with Vectorscan in block mode, reading the file as fencewatch does: `vectorscan FILE`.
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)id, (void)from, (void)to, (void)flags;
    ++*(unsigned long long *)context;
    return 0;
}

int main(int argc, char **argv) {
    const char *patterns[] = {"1[3-9][0-9]{9}",
                              "[1-8][0-9]{16}[0-9Xx]",
                              "62[0-9]{14,17}",
                              "[0-9a-zA-Z._%+-]{1,64}@[0-9a-zA-Z.-]{1,64}\\.[a-z]{2,12}",
                              "(?:t\\.me/|@)[a-zA-Z][0-9a-zA-Z_]{4,31}",
                              "(?:出售|求购|查档|社工库|数据|密码)"};
    unsigned flags[6], ids[6];
    for (unsigned i = 0; i < 6; i++) flags[i] = 0, ids[i] = i;
    hs_database_t *database;
    hs_compile_error_t *error;
    if (argc != 2 || hs_compile_multi(patterns, flags, ids, 6, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) return 2;
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 2;
    FILE *file = fopen(argv[1], "rb");
    if (!file) return 2;
    static char block[256 * 1024];
    unsigned long long matches = 0;
    for (size_t size; (size = fread(block, 1, sizeof block, file)) > 0;)
        hs_scan(database, block, (unsigned)size, 0, scratch, count_match, &matches);
    printf("%llu\n", matches);
    return 0;
}
