/*
 * Adds a destination to a virtual service of the kernel's IPVS table, or takes it away. With the C interface alone.
 *
 *     add_destination [-d] SERVICE-ADDRESS SERVICE-PORT ADDRESS PORT [WEIGHT]
 *     add_destination 192.0.2.10 80 198.51.100.3 80 5
 *     add_destination -d 192.0.2.10 80 198.51.100.3 80
 *
 * With IPVS_MEMORY in the environment it tries the call on an empty table in memory, which needs no privilege.
 * Exit codes: 0 done, 2 refused, 3 usage, 4 there is no table.
 *
 *     cc -std=c99 add_destination.c $(pkg-config --cflags --libs hakit) -o add_destination
 */
#include <hakit/hakit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* const pattern =
    "{\"protocol\": \"tcp\", \"address\": \"%.64s\", \"port\": %u, \"destinations\": ["
    "{\"address\": \"%.64s\", \"port\": %u, \"weight\": %u}]}";

static unsigned number(const char* text) { return (unsigned)strtoul(text, NULL, 10); }

int main(int argc, char** argv) {
    hakit_table* table = NULL;
    hakit_error* error = NULL;
    hakit_status done;
    char service[512];
    const int removing = argc > 1 && strcmp(argv[1], "-d") == 0;
    char** const a = argv + removing;
    const int words = argc - removing - 1;
    int code = 0;

    if (words != 4 && (removing || words != 5)) {
        fprintf(stderr, "usage: %s [-d] SERVICE-ADDRESS SERVICE-PORT ADDRESS PORT [WEIGHT]\n", argv[0]);
        return 3;
    }
    snprintf(service, sizeof service, pattern, a[1], number(a[2]), a[3], number(a[4]), words == 5 ? number(a[5]) : 1u);

    if (getenv("IPVS_MEMORY") != NULL)
        done = hakit_table_memory(&table, &error);
    else
        done = hakit_table_kernel(NULL, &table, &error);
    if (done != HAKIT_OK) {
        code = 4;
    } else {
        const int change = removing ? HAKIT_CHANGE_REMOVE_DESTINATION : HAKIT_CHANGE_ADD_DESTINATION;
        if (hakit_table_change(table, change, service, HAKIT_ZT, &error) != HAKIT_OK) code = 2;
    }
    if (error != NULL) fprintf(stderr, "%s: %s\n", argv[0], hakit_error_message(error));

    hakit_error_free(error);
    hakit_table_free(table);
    return code;
}
