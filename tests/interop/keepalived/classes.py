"""What kind of message is it? Patterns with the reason, in the order in which they are tried."""

import re

UNKNOWN = "unknown"  # keepalived does not know the keyword
TEXT = "text"  # any other complaint about the text: the checker must say something there
STRUCTURE = "structure"  # braces and quotes: what follows is read in another context than the writer meant
HOST = "host"  # depends on the machine: interfaces, scripts, users, other files, DNS
NOISE = "noise"  # no finding of its own: second half of another message, or the crash of keepalived

TABLE = [
    (UNKNOWN, r"^Unknown keyword '", ""),
    (STRUCTURE, r"^Unexpected '\{'", "a brace behind a word that takes no block"),
    (STRUCTURE, r"^Extra '\}' found", "a brace that closes nothing"),
    (STRUCTURE, r"^Missing '\{' at beginning", "a block without its brace"),
    (STRUCTURE, r"^There are \d+ (missing|extra) '", "blocks that are not closed"),
    (STRUCTURE, r"^(Unterminated|Unmatched) quote", "a quote that is not closed"),
    (HOST, r"^SECURITY VIOLATION", "the default user of scripts and the modes of the files"),
    (HOST, r"^WARNING - interface \S+ (for|specified) .* doesn't exist", "the interfaces of the host"),
    (HOST, r"^\(.*\) (tracked interface|WARNING - VRF interface) \S+ doesn't exist", "the interfaces of the host"),
    (HOST, r"^(\(.*\) )?unknown interface \S+ specified", "the interfaces of the host"),
    (HOST, r"^Non-existent interface specified", "the interfaces of the host"),
    (HOST, r"already exists and is not a private macvlan", "the interfaces of the host"),
    (HOST, r"^Disabling (track|misc) script \S+ since not found/accessible", "the programs of the host"),
    (HOST, r"^Invalid (startup|shutdown) script$", "the programs of the host"),
    (HOST, r"^Unable to set (default user|uid/gid)", "the users of the host"),
    (HOST, r"^Error setting global script uid/gid", "the users of the host"),
    (HOST, r"^Failed to set uid/gid for", "the users of the host"),
    (HOST, r"^Invalid smtp server [^\d:]\S*(\s+\d{1,4})?\s*$", "a host name: DNS"),
    (HOST, r"^(Config files missing|No config files matched|Some config files missing)", "the other files of the host"),
    (HOST, r"^Configuration file '.*' (is a directory|open problem|is not a regular)", "the other files of the host"),
    (NOISE, r"^\s+Please use global lvs_sync_daemon", "second line of the message before it"),
    (NOISE, r"^(free\(\)|double free|corrupted|munmap_chunk)", "keepalived crashed"),
]
TABLE = [(kind, re.compile(pattern), reason) for kind, pattern, reason in TABLE]

# A message that only repeats what another one of the same file has said: (consequence, its cause). One mistake, one
# diagnostic: the checker need not speak twice.
CONSEQUENCES = [
    (r"the virtual router id must be set", r"VRID '.*' not valid"),
    (r"No VIP specified", r"invalid IP|address family must match|Invalid (peer )?address|removing address|skipping VIP"
                          r"|No \w+ parameter specified|~(SEQ|LST)|Unknown keyword|Unexpected"),
    (r"A unicast keyword has been specified", r"malformed (src|unicast peer) address|MUST be of the same family"),
    (r"Unknown interface!", r"Interface name '.*' too long|doesn't exist"),
    (r"Cannot use VMAC/ipvlan with unicast and no interface", r"doesn't exist"),
    (r"virtual server group \S+ has no entries", r"skipping|must be in|too large"),
    (r"no scheduler set", r"Invalid lvs_scheduler"),
    (r"no forwarding method set", r"unknown \[.*\] routing method|Invalid tunnel|unknown tunnel"),
    (r"no protocol set", r"Unknown protocol"),
    (r"has no real servers - ignoring", r"Invalid real server|skipping real server"),
    (r"track script \S+ not found", r"No script set for vrrp_script|Unable to set"),
    (r"track[ _]file \S+ not found", r"No file set for track_file"),
    (r"track process \S+ not found", r"process name not specified"),
    (r"no virtual router\(s\)\. removing", r"has empty group block"),
    (r"no matching virtual router found", r"specified in sync group .* doesn't exist|cannot exist in more than one"),
    (r"FILE_CHECK has no track_file specified", r"track_file \S+ not found"),
    (r"has no urls specified", r"url has no path"),
    (r"routerid name missing|missing terminating|Unmatched quote", r"Unterminated quote|Unmatched quote"),
    (r"zero port only valid", r"no protocol set"),
    (r"A unicast keyword has been specified", r"Unknown old_unicast_chksum mode"),
    (r"address family must match", r"mcast_dst_ip \S+ not link-local multicast"),
    (r"no (scheduler|forwarding method|protocol) set", r"Unknown keyword"),
    (r"hysteresis 0 >= quorum 0", r"exceeds total weight of real servers 0"),
    (r"does not have any delay set - removing", r"garp_group \w+ '.*' invalid"),
    (r"Route|Rule|rule|route", r"unknown route keyword|Unknown rule option"),
]
CONSEQUENCES = [(re.compile(effect), re.compile(cause)) for effect, cause in CONSEQUENCES]


# What differs among messages that keepalived makes of one mistake.
REPEATS = re.compile(r"(?<=^virtual server \[)([^\]]*\]):\d+:\[[^\]]*\](?= and real server .* ports don't match)")  # entries


def without_repeats(text):
    """`text` without the part that differs from repeat to repeat of it."""
    return REPEATS.sub(r"\1", text)


def classify(text):
    """(kind, reason) of a message; everything that no pattern names concerns the text."""
    for kind, pattern, reason in TABLE:
        if pattern.search(text):
            return kind, reason
    return TEXT, ""


def is_consequence(text, others):
    """True when one of the messages `others` is the cause of `text`."""
    return any(effect.search(text) and any(cause.search(o) and o != text for o in others) for effect, cause in CONSEQUENCES)
