"""Where random numbers come from: torch, or a recording, so that two implementations draw the same samples."""

import torch


class Noise:
    """Uniform and normal numbers; with a recording, its tensors one after the other."""

    def __init__(self, recording=None):
        self.recording = None if recording is None else [recording[name] for name in sorted(recording)]

    def uniform(self, *shape):
        return torch.rand(*shape) if self.recording is None else self._next(shape)

    def normal(self, *shape):
        return torch.randn(*shape) if self.recording is None else self._next(shape)

    def _next(self, shape):
        tensor = self.recording.pop(0)
        if tuple(tensor.shape) != tuple(shape):
            raise ValueError(f"the recording holds {tuple(tensor.shape)} where {tuple(shape)} is drawn")
        return tensor
