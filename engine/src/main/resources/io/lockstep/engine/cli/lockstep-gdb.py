# Lockstep in gdb: where the kernels of a simulation are, and what time it is for them.
#
# All instances of a kernel share one text; each has data of its own, and %rbx holds the bias of that
# data while kernel code runs. So there is one set of symbols at a time, and it moves with the node
# that the program stops in.
import json
import os
import struct

import gdb

SHARED = 0x02000000  # struct libos_shared within a slot (runtime.h)
NOW = 1088           # its member now


class Simulation:
    def __init__(self, path):
        with open(path) as file:
            self.data = json.load(file)
        self.loaded = None
        self.text = []
        for one in self.data["instances"]:
            if one["symbols"] not in [t[2] for t in self.text]:
                self.text.append((one["text"], one["text"] + 0x4000000, one["symbols"]))

    def instance(self, pc, bias):
        if any(start <= pc < end for start, end, _ in self.text):
            for one in self.data["instances"]:
                if one["base"] == bias:
                    return one
        return None

    def named(self, name):
        for one in self.data["instances"]:
            if one["node"] == name:
                return one
        raise gdb.GdbError("There is no node %s; there are %s." % (
            name, ", ".join(one["node"] for one in self.data["instances"])))

    def load(self, one):
        if self.loaded is not None and self.loaded["base"] == one["base"]:
            return
        if self.loaded is not None:
            gdb.execute("remove-symbol-file -a 0x%x" % (self.loaded["text"] + self.where),
                        to_string=True)
        self.loaded = one
        # Each section by name: gdb forgets about an offset of the rest as soon as one is named.
        command = "add-symbol-file " + one["symbols"]
        for name, address, is_code in parts(one["symbols"]):
            command += " -s %s 0x%x" % (name, one["text" if is_code else "base"] + address)
            if name == ".text":
                self.where = address
        gdb.execute(command, to_string=True)

    def now(self, one):
        try:
            memory = gdb.selected_inferior().read_memory(one["base"] + SHARED + NOW, 8)
        except gdb.error:
            raise gdb.GdbError("The kernel of %s is not there any more." % one["node"])
        return int.from_bytes(bytes(memory), "little") - self.data["base_time"]


def parts(path):
    """The sections of an ELF file that are in memory: name, link address, whether it is code."""
    if path not in sections:
        found = []
        with open(path, "rb") as file:
            head = file.read(64)
            offset, = struct.unpack_from("<Q", head, 40)
            size, count, names = struct.unpack_from("<HHH", head, 58)
            file.seek(offset)
            table = [struct.unpack_from("<IIQQQQ", file.read(size)) for _ in range(count)]
            file.seek(table[names][4])
            strings = file.read(table[names][5])
            for name, _, flags, address, _, _ in table:
                if flags & 2:  # SHF_ALLOC; 4 is SHF_EXECINSTR
                    text = strings[name:strings.index(b"\0", name)].decode()
                    found.append((text, address, flags & 4 != 0))
        sections[path] = found
    return sections[path]


sections = {}
simulation = None


def seconds(ns):
    return "%d.%09d s" % (ns // 1000000000, ns % 1000000000)


def running():
    """The instance whose code the program has stopped in, or None."""
    try:
        frame = gdb.newest_frame()
        return simulation.instance(frame.pc(), int(frame.read_register("rbx")) & (1 << 64) - 1)
    except gdb.error:
        return None


def stopped(event):
    if simulation is None:
        return
    one = running()
    if one is not None:
        simulation.load(one)
        print("[%s at %s]" % (one["node"], seconds(simulation.now(one))))


def begin():
    """The engine has stopped before it enters a kernel."""
    global simulation
    simulation = Simulation(os.environ["LOCKSTEP_GDB"])
    one = simulation.named(simulation.data["node"])
    simulation.load(one)
    print("[before %s runs at %s]" % (one["node"], seconds(simulation.data["time"])))


class Nodes(gdb.Command):
    """lockstep nodes: the nodes, with the times of their kernels."""

    def __init__(self):
        super().__init__("lockstep nodes", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        if simulation is None:
            raise gdb.GdbError("The kernels have not been stopped at yet.")
        for one in simulation.data["instances"]:
            mark = "*" if one is simulation.loaded else " "
            print("%s %-16s %s  data at 0x%x, text at 0x%x" % (
                mark, one["node"], seconds(simulation.now(one)), one["base"], one["text"]))


class Node(gdb.Command):
    """lockstep node NAME: variables are those of this node from now on."""

    def __init__(self):
        super().__init__("lockstep node", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        if simulation is None:
            raise gdb.GdbError("The kernels have not been stopped at yet.")
        simulation.load(simulation.named(argument.strip()))


class Prefix(gdb.Command):
    """The nodes of the simulation that is being debugged."""

    def __init__(self):
        super().__init__("lockstep", gdb.COMMAND_DATA, gdb.COMPLETE_NONE, True)


class Now(gdb.Function):
    """$now(): the virtual time of the node that runs, or else of the one with symbols, ns."""

    def __init__(self):
        super().__init__("now")

    def invoke(self):
        if simulation is None:
            raise gdb.GdbError("The kernels have not been stopped at yet.")
        return simulation.now(running() or simulation.loaded)


Prefix()
Nodes()
Node()
Now()
gdb.events.stop.connect(stopped)
