"""The C interface through ctypes: what a language without bindings of its own meets. usage: ctypes_smoke.py LIBRARY"""
import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_int32, c_size_t, c_uint32, c_void_p


class Str(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("len", c_size_t)]

    def bytes(self):
        return ctypes.string_at(self.data, self.len)


def prototype(lib, name, result, *arguments):
    function = getattr(lib, name)
    function.restype, function.argtypes = result, arguments
    return function


def main(path):
    lib = ctypes.CDLL(path)
    version = prototype(lib, "hakit_version", c_uint32)
    parse = prototype(lib, "hakit_doc_parse", c_int32, c_int32, c_char_p, c_char_p, c_size_t, c_void_p,
                      POINTER(c_void_p), POINTER(c_void_p))
    text = prototype(lib, "hakit_doc_text", Str, c_void_p)
    free_doc = prototype(lib, "hakit_doc_free", None, c_void_p)
    find = prototype(lib, "hakit_doc_find", c_int32, c_void_p, c_char_p, POINTER(c_uint32), POINTER(c_void_p))
    word = prototype(lib, "hakit_doc_node_word", Str, c_void_p, c_uint32, c_uint32)
    diags_of = prototype(lib, "hakit_doc_diags", c_int32, c_void_p, POINTER(c_void_p), POINTER(c_void_p))
    count = prototype(lib, "hakit_diags_count", c_size_t, c_void_p)
    code = prototype(lib, "hakit_diag_code", Str, c_void_p, c_size_t)
    free_diags = prototype(lib, "hakit_diags_free", None, c_void_p)
    message = prototype(lib, "hakit_error_message", c_char_p, c_void_p)
    free_error = prototype(lib, "hakit_error_free", None, c_void_p)

    assert version() == 0x000100, hex(version())
    doc, diags, error, node = c_void_p(), c_void_p(), c_void_p(), c_uint32()
    source = b"vrrp_instance VI_1 {\n  priority 100\n"
    assert parse(1, b"x.conf", source, len(source), None, byref(doc), byref(error)) == 0
    assert text(doc).bytes() == source
    assert find(doc, b"vrrp_instance.priority", byref(node), byref(error)) == 0
    assert word(doc, node, 1).bytes() == b"100"
    assert find(doc, b"vrrp_instance.nopreempt", byref(node), byref(error)) == -4
    assert b"nopreempt" in message(error)
    free_error(error)
    assert diags_of(doc, byref(diags), None) == 0
    assert count(diags) == 1 and code(diags, 0).bytes().startswith(b"KA")
    free_diags(diags)
    free_doc(doc)


main(sys.argv[1])
