"""Reads the safetensors files that GenRL writes, with numpy alone."""

import json
import struct

import numpy as np
import torch

TYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64, "U8": np.uint8}


def read(path):
    """All tensors of a file by name. Half precision becomes float32."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
        tensor = torch.from_numpy(values.copy())
        tensors[name] = tensor.float() if tensor.dtype == torch.float16 else tensor
    return tensors


def part(tensors, prefix):
    """The tensors whose names begin with 'prefix.', without it."""
    return {name[len(prefix) + 1:]: tensor for name, tensor in tensors.items() if name.startswith(prefix + ".")}
