"""The director driven from Python: no sockets, no clock, no waiting."""

import hakit

SECOND = 10**9


class World:
    """Does what the director asks: an IPVS table in memory, and servers that are up or down."""

    def __init__(self, text):
        self.director = hakit.Director(hakit.loads(text, strict=False))
        self.table, self.now, self.down, self.events = hakit.MemoryTable(), 0, set(), []
        self.do(self.director.start(self.now))

    def do(self, actions):
        for action in actions:
            if isinstance(action, hakit.StartCheck):
                failed = action.target in self.down
                self.do(self.director.on_outcome(action, self.now, failure="system" if failed else "none",
                                                 system_errno=111 if failed else 0))
            elif isinstance(action, (hakit.ChangeTable, hakit.RepairTable)):
                self.do(self.director.on_table_report(action.perform(self.table), self.now))
            elif isinstance(action, hakit.Event):
                self.events.append(action)

    def run(self, seconds):
        end = self.now + seconds * SECOND
        while (wake := self.director.wake_at) is not None and wake <= end:
            self.now = max(self.now, wake)
            self.do(self.director.on_time(self.now))
        self.now = end

    def weights(self):
        return {server: weight for servers in self.table.list().values() for server, weight in servers.items()}


def test_a_server_goes_and_comes_back(sample):
    world = World(sample.replace(b"    protocol TCP\n", b"    protocol TCP\n    sorry_server 198.51.100.9 80\n"))
    assert world.weights() == {"198.51.100.1:80": 1}
    world.run(60)
    world.down.add(("198.51.100.1", 80))
    world.run(60)
    assert world.weights() == {"198.51.100.9:80": 1}
    world.down.clear()
    world.run(60)
    assert world.weights() == {"198.51.100.1:80": 1}
    kinds = [e.kind for e in world.events]
    assert kinds.index("server_down") < kinds.index("server_up")
    assert all('"hakit-event-1"' in e.to_json() and str(e) for e in world.events)
    assert world.director.state(world.now)["services"][0]["servers"][0]["alive"] is True


def test_a_reload_changes_only_what_differs(sample):
    world = World(sample)
    world.do(world.director.reload(hakit.loads(sample.replace(b"weight 1", b"weight 7"), strict=False), world.now))
    assert world.weights() == {"198.51.100.1:80": 7}
    world.do(world.director.shutdown(world.now))
    assert world.table.list() == {} and world.director.wake_at is None


def test_same_inputs_give_the_same_story(sample):
    stories = []
    for _ in range(2):
        world = World(sample)
        world.down.add(("198.51.100.1", 80))
        world.run(30)
        stories.append([e.to_json() for e in world.events])
    assert stories[0] == stories[1] and stories[0]
