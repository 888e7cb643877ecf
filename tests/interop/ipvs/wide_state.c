/* For LD_PRELOAD: a ptrace(2) that writes back an extended state of registers (NT_X86_XSTATE) of which the caller has
 * only the beginning. The kernel of the guest, User Mode Linux 6.1, has room for 2,696 bytes of it; the state of a
 * processor with AMX has 11,008. PTRACE_GETREGSET gives what there is room for, but PTRACE_SETREGSET takes all or
 * nothing (EFAULT), and the guest panics at its first process. What lies behind its room is AMX, which nothing in a
 * guest uses. */
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long set_state(pid_t pid, const struct iovec* given) {
    /* The kernel of a guest has one thread, with a small stack. */
    static unsigned char state[64 * 1024];
    struct iovec whole = {state, sizeof state};
    if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, NT_X86_XSTATE, &whole) != 0) return -1;
    memcpy(state, given->iov_base, given->iov_len < whole.iov_len ? given->iov_len : whole.iov_len);
    return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, &whole);
}

long ptrace(enum __ptrace_request request, ...) {
    va_list rest;
    va_start(rest, request);
    const pid_t pid = va_arg(rest, pid_t);
    void* const address = va_arg(rest, void*);
    void* const data = va_arg(rest, void*);
    va_end(rest);

    if (request == PTRACE_SETREGSET && address == (void*)NT_X86_XSTATE) return set_state(pid, data);
    if (request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA || request == PTRACE_PEEKUSER) {
        /* The system call writes the word that the function of the C library returns. */
        long word = 0;
        if (syscall(SYS_ptrace, request, pid, address, &word) != 0) return -1;
        errno = 0;
        return word;
    }
    return syscall(SYS_ptrace, request, pid, address, data);
}
