#!/usr/bin/env bash
# Runs one command as root in a guest kernel that has ip_vs (User Mode Linux, Debian package user-mode-linux), and gives
# back its output and exit status. Usage: guest.sh [-t SECONDS] [-m MODULES] COMMAND [ARGUMENT...]
#   -t  time limit for everything, 60 unless said otherwise
#   -m  modules to load first, "ip_vs" unless said otherwise; the kernel loads others when they are needed
# The guest sees the files of this machine, read-only; /run and $TMPDIR are its own and writable. No network leads out.
# Exit status: the command's; 77 there is no user-mode-linux; 124 time limit; 125 the guest died; 126 wrong usage.
set -euo pipefail
say() { printf 'guest: %s\n' "$*" >&2; }

limit=60 modules=ip_vs
while getopts t:m: option; do
    case $option in
        t) limit=$OPTARG ;;
        m) modules=$OPTARG ;;
        *) exit 126 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || { say "no command"; exit 126; }

kernel=$(command -v linux.uml || true)
module_tree=/usr/lib/uml/modules
if [ -z "$kernel" ] || [ ! -d "$module_tree" ]; then
    say "SKIPPED: no user-mode-linux on this machine (apt-get install user-mode-linux)"
    exit 77
fi

share=$(mktemp -d "${TMPDIR:-/tmp}/hakit-guest.XXXXXX")
guest=
# shellcheck disable=SC2317 # called by the trap
clean() {
    # Ends every process of the guest: its process group, and its process namespace where there is one.
    [ -z "$guest" ] || kill -KILL -- "-$guest" 2>/dev/null || true
    rm -rf -- "$share"
}
trap clean EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# The command with its directory, environment and quoting, as a script for the guest's shell.
{
    while read -r name; do
        case $name in
            TMPDIR | PATH | PWD | OLDPWD | SHLVL | _ | HOME) ;;
            *) printf 'export %s=%q\n' "$name" "${!name}" ;;
        esac
    done < <(compgen -e)
    printf 'cd %q || exit 126\nexec' "$PWD"
    printf ' %q' "$@"
    echo
} >"$share/command"

# Where the processor's state is too big for the guest's kernel, see wide_state.c.
with_wide_state=()
if grep -qw amx_tile /proc/cpuinfo; then
    cc -O2 -shared -fPIC -o "$share/wide_state.so" "$(dirname "$(realpath "$0")")/wide_state.c"
    with_wide_state=(env LD_PRELOAD="$share/wide_state.so")
fi

# The guest's first process. Programs start slowly there, so it starts few. What /proc shows before it is mounted is this
# machine's, and busybox would follow /proc/self/exe to the guest's kernel: so mount comes first, by its full name.
cat >"$share/init" <<EOF
#!/bin/sh
/bin/mount -n -t proc proc /proc
/bin/mount -n -a -T $share/fstab
exec >/run/share/log 2>&1
mkdir -p /run/tmp /run/netns /run/lock
printf '#!/bin/sh\nexec /sbin/modprobe -d /run "\$@"\n' >/run/modprobe
chmod 755 /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe
export MODPROBE_OPTIONS='-d /run' TMPDIR=/run/tmp HOME=/run/tmp PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
[ -z "$modules" ] || /sbin/modprobe -a $modules
/sbin/ip link set lo up
(exec /bin/bash /run/share/command </dev/null >/run/share/out 2>/run/share/err)
echo \$? >/run/share/status
sync
echo o >/proc/sysrq-trigger
sleep 60
EOF
cat >"$share/fstab" <<EOF
sysfs /sys sysfs defaults 0 0
tmpfs /run tmpfs mode=755 0 0
devpts /dev/pts devpts X-mount.mkdir 0 0
tmpfs /dev/shm tmpfs X-mount.mkdir 0 0
hostfs /run/share hostfs rw,X-mount.mkdir,$share 0 0
hostfs /run/lib/modules hostfs ro,X-mount.mkdir,$module_tree 0 0
EOF
chmod 755 "$share/init"
touch "$share/out" "$share/err" "$share/log"

# A guest has one processor; left to wander, its two processes wait for each other across cores and lose half their speed.
# The blacklisted initcalls measure RAID algorithms for a second.
# Its first process is a shell: SIGABRT, with which the guest's kernel ends when it panics, does nothing to a first process.
own_namespace=(unshare --pid --fork --kill-child=KILL sh -c '"$@"; exit $?' sh)
"${own_namespace[@]}" true 2>/dev/null || own_namespace=()
set -m
timeout --foreground -s KILL "$limit" taskset -c $(($$ % $(nproc))) "${own_namespace[@]}" "${with_wide_state[@]}" \
    "$kernel" mem=512M umid=guest uml_dir="$share/" root=/dev/root rootfstype=hostfs rootflags=/ ro init="$share/init" \
    lpj=10000000 pty.legacy_count=0 noreboot panic=-1 quiet con=null con0=null,fd:1 ssl=null \
    initcall_blacklist=raid6_select_algo,calibrate_xor_blocks,init_btrfs_fs,register_xor_blocks \
    </dev/null >"$share/kernel.log" 2>&1 &
guest=$!
set +m
ended=0
wait "$guest" || ended=$?

cat "$share/out"
cat "$share/err" >&2
if [ -s "$share/status" ]; then exit "$(cat "$share/status")"; fi
if [ "$ended" = 137 ]; then
    say "time limit of $limit s reached"
    exit 124
fi
tail -n 40 "$share/kernel.log" "$share/log" >&2
say "the guest ended without a status ($ended)"
exit 125
