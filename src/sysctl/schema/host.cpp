// What clusters set outside of net. Meaning: Documentation/admin-guide/sysctl/kernel.rst and vm.rst.
#include "sysctl/schema/tables.hpp"

namespace hakit::sysctl {

std::span<const key_info> host_keys() noexcept {
    static constexpr std::int64_t largest = 2147483647;
    static constexpr key_info rows[] = {
        {.pattern = "fs/file-max",
         .max = 9223372036854775807,
         .fallback = "by memory",
         .help = "Files that all programs together may have open."},
        {.pattern = "fs/nr_open",
         .max = largest,
         .fallback = "1048576",
         .help = "Files that one program may have open."},
        {.pattern = "kernel/hung_task_panic", .max = 1, .fallback = "0", .help = "Panic when a task hangs for long."},
        {.pattern = "kernel/panic",
         .min = -1,
         .max = largest,
         .unit = "s",
         .fallback = "0",
         .advice = "some seconds on a node that shall come back by itself",
         .help = "How long after a panic the host restarts; 0 never, below 0 at once."},
        {.pattern = "kernel/panic_on_oops",
         .max = 1,
         .fallback = "0",
         .advice = "1 where a half dead node does more harm than a dead one",
         .help = "Panic when the kernel faults."},
        {.pattern = "kernel/softlockup_panic", .max = 1, .fallback = "0", .help = "Panic when a processor is stuck."},
        {.pattern = "kernel/unknown_nmi_panic",
         .max = 1,
         .fallback = "0",
         .help = "Panic on an interrupt of unknown cause, such as a button for that."},
        {.pattern = "vm/overcommit_memory",
         .max = 2,
         .enforced = true,
         .fallback = "0",
         .help = "Grant memory: 0 by guess, 1 always, 2 never more than there is."},
        {.pattern = "vm/panic_on_oom",
         .max = 2,
         .enforced = true,
         .fallback = "0",
         .help = "Panic when memory runs out instead of ending a program."},
        {.pattern = "vm/swappiness",
         .max = 200,
         .enforced = true,
         .fallback = "60",
         .help = "How readily programs are swapped out; up to 100 before Linux 5.8."},
    };
    return rows;
}

}  // namespace hakit::sysctl
