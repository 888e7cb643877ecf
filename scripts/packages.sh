# shellcheck shell=bash disable=SC2034
# The packages of Debian 12 that hakit needs, by purpose. To be sourced.

# To build the library, the command and the examples.
build_packages=(
    g++ ccache meson ninja-build pkg-config
    libboost1.81-dev nlohmann-json3-dev libssl-dev libpcre2-dev
    libpugixml-dev
    libcli11-dev libfmt-dev
)
# To build and run the tests: Python bindings and their type check, the wheel, consumers, real peers.
test_packages=(
    doctest-dev pybind11-dev python3-dev python3-pytest python3-mypy python3-jsonschema
    python3-mesonpy python3-build python3-venv
    libbenchmark-dev libxml2-dev cmake binutils keepalived openssl iproute2
    user-mode-linux ipvsadm kmod iptables
    tcpdump tshark frr
    crmsh pacemaker pacemaker-cli-utils libxml2-utils
    procps systemd iputils-arping
    corosync
)
# For the demonstration.
demo_packages=(openssl curl)
# For scripts/bench.sh: the peers, and what measures.
bench_packages=(libbenchmark-dev keepalived ipvsadm user-mode-linux kmod augeas-tools corosync pcs crmsh libxml2-dev libxml2-utils tcpdump iproute2 python3-pytest)
# For .ci/run.
ci_packages=(clang-14 clang-format-14 abigail-tools shellcheck git)
