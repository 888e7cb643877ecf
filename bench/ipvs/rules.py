"""Rules of a big table, as `ipvsadm -S -n` would write them."""


def services(count: int) -> list[str]:
    return [f"10.{1 + n // 62500}.{n // 250 % 250}.{1 + n % 250}:80" for n in range(count)]


def rules(count: int, servers: int, weight: int = 1) -> str:
    """`count` services with `servers` servers each; the last server of the last service has another weight."""
    lines = []
    for service in services(count):
        lines.append(f"-A -t {service} -s wlc")
        lines.extend(f"-a -t {service} -r 192.168.0.{1 + n}:80 -m -w 1" for n in range(servers))
    lines[-1] = lines[-1].removesuffix("-w 1") + f"-w {weight}"
    return "\n".join(lines) + "\n"
