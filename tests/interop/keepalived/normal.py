"""Gives keepalived's messages a common form: names, numbers and addresses become placeholders."""

import re

STEPS = [
    (r"'[^']*'", "'*'"),
    (r"`[^`]*`", "`*`"),
    (r"\[(?:[0-9a-fA-F.:]+|[\w.-]+)\](?::\w+)?(?::\d+(?::[0-9a-fA-F.:]+,\d+)?)?", "[*]"),
    (r"^\([^)]*\)", "(*)"),
    (r"\b(?:\d{1,3}\.){3}\d{1,3}(?:[-/:]\d+)?\b", "<ip>"),
    (r"(?<![\w:])[0-9a-fA-F]{1,4}:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:/\d+)?", "<ip>"),
    (r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", "N"),
    (r"(interface|script|file|instance|group|process|user|IP|keyword|virtual server|real server|dev|option|type) (?!with\b|for\b|is\b|for\b|not\b|address\b|already\b|member\b|weight\b|can\b|must\b|doesn\b|will\b|specified\b|server\b|and\b|due\b|security\b|uid\b|method\b|parameter\b|VIP\b|in\b|found\b|name\b|port\b|ports\b|has\b|instances\b|no\b|group\b|configuration\b|at\b|the\b)(\S+)", r"\1 *"),
]
STEPS = [(re.compile(pattern), to) for pattern, to in STEPS]


def normal(text):
    """`text` without what differs from file to file. Two messages of one kind give the same string."""
    for pattern, to in STEPS:
        text = pattern.sub(to, text)
    return text
