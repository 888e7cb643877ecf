#!/usr/bin/env python3
"""Runs a program whose ptrace(2) saves and restores the registers of the FXSAVE area alone, as on a processor without XSAVE.

The kernel of the guest (User Mode Linux 6.1) has room for 2,696 bytes of a process' extended state, and writes them back
with PTRACE_SETREGSET. The state of a processor with AMX has 11,008; PTRACE_SETREGSET refuses anything shorter (EFAULT), and
the guest dies with its first process. Where PTRACE_GETREGSET fails when it starts, that kernel takes PTRACE_GETFPREGS
instead. So a seccomp filter lets both fail. Usage: small_state.py COMMAND [ARGUMENT...]
"""

import ctypes
import errno
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06  # BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # in struct seccomp_data
X86_64, PTRACE, GETREGSET, SETREGSET = 0xC000003E, 101, 0x4204, 0x4205
REFUSE, ALLOW = 0x00050000 | errno.EINVAL, 0x7FFF0000

FILTER = (
    (LOAD, 0, 0, ARCHITECTURE),
    (JUMP_EQUAL, 0, 6, X86_64),
    (LOAD, 0, 0, NUMBER),
    (JUMP_EQUAL, 0, 4, PTRACE),
    (LOAD, 0, 0, FIRST_ARGUMENT),
    (JUMP_EQUAL, 1, 0, GETREGSET),
    (JUMP_EQUAL, 0, 1, SETREGSET),
    (RETURN, 0, 0, REFUSE),
    (RETURN, 0, 0, ALLOW),
)


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def main() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in FILTER)
    program = Program(len(FILTER), code)
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)):
        if libc.prctl(*arguments) != 0:
            sys.exit(f"small_state.py: prctl: {os.strerror(ctypes.get_errno())}")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
