#!/usr/bin/env python3
"""Reduces a snapshot of the published GenRL code to its tensors, which `genrl import` reads.

The published snapshots are pickles of whole agent objects: loading one runs code of the file and needs the classes it names.
Load only snapshots that you trust, with the root of the published code as working directory:

    python3 /path/to/convert_snapshot.py models/genrl_stickman_500k_2.pt genrl_stickman.pt
"""
import os
import sys

import torch

sys.path.insert(0, os.getcwd())


def load(path):
    try:
        return torch.load(path, map_location="cpu", weights_only=False)
    except TypeError:  # before PyTorch 1.13
        return torch.load(path, map_location="cpu")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    payload = load(sys.argv[1])
    agent = payload["agent"] if isinstance(payload, dict) else payload
    tensors = {name: tensor.detach().clone().contiguous() for name, tensor in agent.state_dict().items()}
    partial = sys.argv[2] + ".partial"
    torch.save(tensors, partial)
    os.replace(partial, sys.argv[2])
    print(f"{len(tensors)} tensors in {sys.argv[2]}")


if __name__ == "__main__":
    main()
