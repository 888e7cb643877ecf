"""A configuration that most tests start from."""

import pytest

SAMPLE = b"""\
# two routers and a web farm
global_defs {
    router_id lb1
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0   # uplink
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}

virtual_server 192.0.2.10 80 {
    delay_loop 6
    lb_algo wrr
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""

SECRET = b"""\
vrrp_instance A {
    interface eth0
    virtual_router_id 1
    priority 1
    authentication {
        auth_type PASS
        auth_pass geheim
    }
}
"""


@pytest.fixture
def sample() -> bytes:
    return SAMPLE


@pytest.fixture
def secret() -> bytes:
    return SECRET
