#!/usr/bin/env python3
"""The training steps of GenRL in plain PyTorch: to compare losses with, and to compare speed with.

    reference.py parity FOLDER    losses of the steps described in FOLDER, as one JSON document
    reference.py bench            times steps on demand: a line of JSON in, a line of JSON out

A folder for 'parity' holds options.json and safetensors files: world_model, connector, actor and critic (weights), and
for every step i joint-i, cached-i and behaviour-i (the batch or start states, 'target', and 'noise.000' and so on, the
random numbers in the order they are drawn).
"""

import json
import os
import sys
import time

import torch

import weights
from noise import Noise
from replay import Replay
from networks import WorldModel, sample
from steps import BehaviourStep, WorldModelStep

# What the weights are called where the reference says it otherwise.
NAMES = {
    "decoder.featureMap": "decoder.features", "decoder.firstWeight": "decoder.deconvolution0.weight",
    "decoder.firstBias": "decoder.deconvolution0.bias", "rewardHead": "reward",
}


def load(module, path):
    state = {}
    for name, tensor in weights.read(path).items():
        for ours, theirs in NAMES.items():
            if name == ours or name.startswith(ours + "."):
                name = theirs + name[len(ours):]
        state[name] = tensor
    module.load_state_dict(state)


def parity(folder):
    def path(name):
        return os.path.join(folder, name + ".safetensors")

    with open(os.path.join(folder, "options.json")) as file:
        options = json.load(file)
    losses = {}
    for kind in ("joint", "cached"):
        step = WorldModelStep(options, cached=kind == "cached")
        load(step.model, path("world_model"))
        load(step.connector, path("connector"))
        losses[kind] = []
        for i in range(options["steps"]):
            batch = weights.read(path(f"{kind}-{i}"))
            losses[kind].append(step(batch, Noise(weights.part(batch, "noise"))))
    model = WorldModel(options["sizes"])
    load(model, path("world_model"))
    behaviour = BehaviourStep(options["behaviour"], model, weights.read(path("target"))["target"])
    load(behaviour.actor, path("actor"))
    load(behaviour.critic, path("critic"))
    behaviour.slow.load_state_dict(behaviour.critic.state_dict())
    losses["behaviour"] = []
    for i in range(options["steps"]):
        start = weights.read(path(f"behaviour-{i}"))
        losses["behaviour"].append(behaviour(start["stoch"], start["deter"], Noise(weights.part(start, "noise"))))
    json.dump(losses, sys.stdout)


def runner(kind, options, replay):
    """A function that takes one step of a kind, drawing its batch included."""
    noise = Noise()
    if kind != "behaviour":
        step = WorldModelStep(options, cached=kind == "cached")
        phase = options[kind]
        return lambda: step(replay.draw(phase["batch"], phase["length"], frames=kind == "joint"), noise)
    model, behaviour = WorldModel(options["sizes"]), options["behaviour"]
    horizon, starts, length = behaviour["horizon"], behaviour["starts"], behaviour["start_length"]
    classes = options["sizes"]["classes"]
    target = torch.nn.functional.one_hot(torch.randint(classes, (horizon + 1, starts, options["sizes"]["variables"])), classes).float()
    step = BehaviourStep(behaviour, model, target)

    def from_data():
        with torch.no_grad():
            batch = replay.draw(-(-starts // length), length, frames=False)
            stoch = sample(batch["posterior"], noise)
            deter = model.filter(stoch, batch["actions"], batch["is_first"])
        return step(stoch.flatten(0, 1)[:starts], deter.flatten(0, 1)[:starts], noise)

    return from_data


def bench():
    """The first line holds the options, every further one {"kind": .., "count": ..}; answered with {"ms": [..], "cpu_ms": [..]}."""
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    replay, steps = Replay(options), {}
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        kind = order["kind"]
        if kind not in steps:
            steps[kind] = runner(kind, options, replay)
        clock, cpu = [], []
        for _ in range(order["count"]):
            begin, busy = time.perf_counter(), time.process_time()
            steps[kind]()
            clock.append(1e3 * (time.perf_counter() - begin))
            cpu.append(1e3 * (time.process_time() - busy))
        print(json.dumps({"ms": clock, "cpu_ms": cpu}), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["parity"] and len(sys.argv) == 3:
        parity(sys.argv[2])
    elif sys.argv[1:] == ["bench"]:
        bench()
    else:
        sys.exit(__doc__)
