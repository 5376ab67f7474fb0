"""A replay memory of made-up episodes, and batches drawn from it."""

import numpy as np
import torch

WINDOW = 8


class Replay:
    """Frames as uint8, posteriors in half precision, one episode after the other."""

    EPISODES, LENGTH = 16, 128

    def __init__(self, options, seed=1):
        sizes, random = options["sizes"], np.random.default_rng(seed)
        rows = self.EPISODES * self.LENGTH
        self.shape = (sizes["variables"], sizes["classes"])
        self.frames = random.integers(0, 256, (rows, 3, 64, 64), dtype=np.uint8)
        self.actions = random.uniform(-1, 1, (rows, sizes["action_size"])).astype(np.float32)
        self.rewards = random.uniform(0, 2, (rows, sizes["reward_tasks"])).astype(np.float32)
        self.is_first = (np.arange(rows) % self.LENGTH == 0).astype(np.float32)
        weight = random.gamma(0.1, size=(rows, *self.shape)) + 1e-3
        self.posterior = (weight / weight.sum(-1, keepdims=True)).astype(np.float16)
        windows = random.standard_normal((rows, options["connector"]["embedding_size"]))
        self.windows = (windows / np.linalg.norm(windows, axis=-1, keepdims=True)).astype(np.float16)
        self.random = random

    def draw(self, batch, length, frames):
        """Sequences of a batch; starts are multiples of the window."""
        episode = self.random.integers(0, self.EPISODES, batch)
        start = self.random.integers(0, (self.LENGTH - length) // WINDOW + 1, batch) * WINDOW
        rows = (episode * self.LENGTH + start)[:, None] + np.arange(length)
        result = {
            "actions": torch.from_numpy(self.actions[rows]),
            "rewards": torch.from_numpy(self.rewards[rows]),
            "is_first": torch.from_numpy(self.is_first[rows]),
            "windows": torch.from_numpy(self.windows[rows[:, WINDOW - 1::WINDOW]]).float(),
        }
        if frames:
            result["frames"] = torch.from_numpy(self.frames[rows])
        else:
            result["posterior"] = torch.from_numpy(self.posterior[rows]).float()
        return result
