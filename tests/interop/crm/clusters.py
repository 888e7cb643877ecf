"""Clusters drawn at random, as crm shell text: every kind of object that decides where resources run. A number is always
the same cluster."""

import random


def cluster(number: int) -> tuple[str, list[str]]:
    """The text, and the names of its nodes."""
    draw = random.Random(number)
    nodes = [f"n{i}" for i in range(1, draw.randint(2, 5) + 1)]
    lines = [f"node {i}: {name} attributes rack=r{i % 2} pingd={draw.choice((0, 100))} utilization cpu={draw.randint(2, 9)}"
             for i, name in enumerate(nodes, 1)]
    lines += ["rsc_template base ocf:pacemaker:Dummy op monitor interval=10s timeout=20s utilization cpu=1"]

    plain = [f"p{i}" for i in range(draw.randint(6, 10))]
    for name in plain:
        agent = draw.choice(("@base", "ocf:pacemaker:Dummy params state=/run/" + name))
        options = draw.choice(("", " meta priority=5", " meta resource-stickiness=50 target-role=Started", " meta target-role=Stopped"))
        lines.append(f"primitive {name} {agent}{options}")
    top = plain[4:]
    lines.append(f"group g1 {plain[0]} {plain[1]}" + draw.choice(("", " meta target-role=Started")))
    lines.append(f"clone c1 {plain[2]} meta clone-max={draw.randint(1, len(nodes))} interleave=true")
    lines += ["primitive s ocf:pacemaker:Stateful op monitor interval=9s role=Promoted op monitor interval=11s role=Unpromoted"]
    lines += [f"clone m1 s meta promotable=true promoted-max=1 clone-max={len(nodes)}"]
    top += ["g1", "c1"]
    if draw.random() < 0.5:
        lines += ["bundle b1 docker image=web:1 replicas=2 network ip-range-start=192.0.2.100 port-mapping port=80"]
        top.append("b1")

    lines.append(f"location l1 {draw.choice(top)} {draw.choice(('100', 'inf', '-inf', '-50'))}: {draw.choice(nodes)}")
    lines.append(f"location l2 {draw.choice(top)} rule {draw.choice(('-inf', '200'))}: pingd number:lte 0 or not_defined pingd")
    lines.append(f"location l3 /p[0-4]/ {draw.randint(1, 99)}: {draw.choice(nodes)}")
    lines.append(f"location l4 m1 rule $role=Promoted 150: #uname eq {draw.choice(nodes)}")
    lines.append(f"location l5 {{ {top[0]} {top[1]} }} resource-discovery=never -inf: {nodes[-1]}")
    first, second, third, fourth = draw.sample(top, 4)
    lines.append(f"colocation c2 {draw.choice(('inf', '200', '-inf'))}: {first} {second}" + draw.choice(("", " node-attribute=rack")))
    lines.append(draw.choice((f"colocation c3 inf: ( {third} {fourth} ) m1:Promoted", f"colocation c3 300: {third} m1:Promoted")))
    lines.append(draw.choice((f"order o1 Mandatory: m1:promote {third}:start", f"order o1 Optional: {first} [ {third} {fourth} ] {second}")))
    lines.append(f"order o2 {draw.choice(('Serialize', 'Optional'))}: {first} {second} symmetrical=false")
    if draw.random() < 0.4:
        lines.append(f"rsc_ticket t1 west: {draw.choice(top)} loss-policy=stop")
    if draw.random() < 0.5:
        lines += ["primitive f1 stonith:fence_xvm params key=x", f"fencing_topology {nodes[0]}: f1", "property fence: stonith-enabled=true"]
    else:
        lines += ["property fence: stonith-enabled=false"]
    lines += [f"property placement-strategy={draw.choice(('default', 'balanced', 'utilization'))} no-quorum-policy=stop",
              f"rsc_defaults resource-stickiness={draw.choice((0, 1, 100))}", "op_defaults timeout=60s",
              f"tag all {' '.join(top)}"]
    draw.shuffle(lines)
    return "\n".join(lines) + "\n", nodes
