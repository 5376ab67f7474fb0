"""The networks of GenRL, written the obvious way. Numbers in comments are sections of the specification."""

import torch
from torch import nn
from torch.nn import functional as F

UNIFORM_SHARE = 0.01  # 1.5


def probabilities(logits):
    """The mixture with 1 % of the uniform distribution, [.., K, V]."""
    return (1 - UNIFORM_SHARE) * logits.softmax(-1) + UNIFORM_SHARE / logits.shape[-1]


def sample(probs, noise):
    """A straight-through one-hot sample of [.., K, V]."""
    with torch.no_grad():
        draw = noise.uniform(*probs.shape[:-1])
        index = (probs.cumsum(-1) < draw.unsqueeze(-1)).sum(-1).clamp(max=probs.shape[-1] - 1)
        one_hot = F.one_hot(index, probs.shape[-1]).float()
    return one_hot + probs - probs.detach() if probs.requires_grad else one_hot


def divergence(p, q):
    """KL(p || q), summed over variables and classes."""
    return (p * (p.log() - q.log())).sum((-2, -1))


class DenseStack(nn.Module):
    """Linear, LayerNorm, SiLU, as often as asked for, and a linear output (0.4)."""

    def __init__(self, inputs, width, layers, outputs=0, zero_output=False):
        super().__init__()
        self.linears = nn.ModuleList(nn.Linear(inputs if i == 0 else width, width) for i in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.output = nn.Linear(width, outputs) if outputs else None
        if zero_output:
            nn.init.zeros_(self.output.weight)
            nn.init.zeros_(self.output.bias)

    def forward(self, x):
        for linear, norm in zip(self.linears, self.norms):
            x = F.silu(norm(linear(x)))
        return x if self.output is None else self.output(x)


class ChannelNorm(nn.Module):
    """LayerNorm over the channels of each pixel (0.4)."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(channels, eps=1e-3)

    def forward(self, x):
        return self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Encoder(nn.Module):
    """[N, 3, 64, 64] to [N, 32 m] (1.3)."""

    def __init__(self, m):
        super().__init__()
        channels = [3, m, 2 * m, 4 * m, 8 * m]
        self.convolutions = nn.ModuleList(nn.Conv2d(a, b, 4, 2) for a, b in zip(channels, channels[1:]))
        self.norms = nn.ModuleList(ChannelNorm(c) for c in channels[1:])

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = F.silu(norm(convolution(x)))
        return x.flatten(1)


class Decoder(nn.Module):
    """[N, S] to [N, 3, 64, 64] (1.4); 'features' is the map g that prompts are compared in."""

    def __init__(self, m, stoch):
        super().__init__()
        self.features = nn.Linear(stoch, 32 * m)
        self.deconvolution0 = nn.ConvTranspose2d(32 * m, 4 * m, 5, 2)
        self.norm0 = ChannelNorm(4 * m)
        self.deconvolution1 = nn.ConvTranspose2d(4 * m, 2 * m, 5, 2)
        self.norm1 = ChannelNorm(2 * m)
        self.deconvolution2 = nn.ConvTranspose2d(2 * m, m, 6, 2)
        self.norm2 = ChannelNorm(m)
        self.deconvolution3 = nn.ConvTranspose2d(m, 3, 6, 2)

    def forward(self, stoch):
        x = self.features(stoch)[:, :, None, None]
        x = F.silu(self.norm0(self.deconvolution0(x)))
        x = F.silu(self.norm1(self.deconvolution1(x)))
        x = F.silu(self.norm2(self.deconvolution2(x)))
        return self.deconvolution3(x)


class Cell(nn.Module):
    """The layer-norm GRU (1.6)."""

    def __init__(self, inputs, size):
        super().__init__()
        self.gates = nn.Linear(inputs + size, 3 * size, bias=False)
        self.norm = nn.LayerNorm(3 * size)

    def forward(self, x, state):
        reset, candidate, update = self.norm(self.gates(torch.cat([x, state], -1))).chunk(3, -1)
        candidate = (reset.sigmoid() * candidate).tanh()
        update = (update - 1).sigmoid()
        return update * candidate + (1 - update) * state


class Sequence(nn.Module):
    """The recurrence of world model and connector: latent and condition to the next state, state to latent logits."""

    def __init__(self, sizes, condition):
        super().__init__()
        self.shape = (sizes["variables"], sizes["classes"])
        stoch = self.shape[0] * self.shape[1]
        self.input = DenseStack(stoch + condition, sizes["units"], 1)
        self.cell = Cell(sizes["units"], sizes["deter"])
        self.priors = nn.ModuleList([DenseStack(sizes["deter"], sizes["units"], 1, stoch)])

    def step(self, stoch, condition, deter):
        """stoch [N, K, V], condition [N, C], deter [N, Dh] to the next deter."""
        return self.cell(self.input(torch.cat([stoch.flatten(1), condition], -1)), deter)

    def logits(self, deter):
        return self.priors[0](deter).unflatten(-1, self.shape)


class WorldModel(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.sizes = sizes
        self.shape = (sizes["variables"], sizes["classes"])
        stoch = self.shape[0] * self.shape[1]
        self.encoder = Encoder(sizes["multiplier"])
        self.posterior = DenseStack(32 * sizes["multiplier"], sizes["units"], 1, stoch)
        self.sequence = Sequence(sizes, sizes["action_size"])
        self.decoder = Decoder(sizes["multiplier"], stoch)
        self.reward = DenseStack(stoch + sizes["deter"], sizes["units"], sizes["head_layers"], sizes["reward_tasks"], zero_output=True)

    def see(self, images):
        """Posterior probabilities of normalised images [N, 3, 64, 64]: [N, K, V] (1.5)."""
        return probabilities(self.posterior(self.encoder(images)).unflatten(-1, self.shape))

    def filter(self, stoch, actions, is_first):
        """Recurrent states [B, T, Dh] of posterior samples [B, T, K, V], step by step (1.6, 1.7)."""
        batch, length = actions.shape[:2]
        previous = torch.zeros(batch, *self.shape)
        deter = torch.zeros(batch, self.sizes["deter"])
        states = []
        for t in range(length):
            keep = 1 - is_first[:, t, None]
            deter = self.sequence.step(previous * keep[:, :, None], actions[:, t] * keep, deter * keep)
            states.append(deter)
            previous = stoch[:, t]
        return torch.stack(states, 1)

    def imagine(self, stoch, deter, action, noise):
        """One step of the prior: the next latent and state (5.3)."""
        deter = self.sequence.step(stoch, action, deter)
        return sample(probabilities(self.sequence.logits(deter)), noise), deter


def features(stoch, deter):
    """What heads, actor and critic read, [.., S + Dh]."""
    return torch.cat([stoch.flatten(-2), deter], -1)


class AlignerBlock(nn.Module):
    def __init__(self, inputs, outputs, plain=False):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.norm = None if plain else nn.LayerNorm(outputs)
        self.shortcut = None if inputs == outputs else nn.Linear(inputs, outputs)

    def forward(self, x):
        hidden = self.linear(x)
        if self.norm is not None:
            hidden = F.silu(self.norm(hidden))
        return hidden + (x if self.shortcut is None else self.shortcut(x))


class Aligner(nn.Module):
    """A U-Net on vectors that takes noise off embeddings (3)."""

    def __init__(self, size, noise_level):
        super().__init__()
        self.noise_level = noise_level
        self.down0 = AlignerBlock(size, size)
        self.down1 = AlignerBlock(size, size // 2)
        self.mid0 = AlignerBlock(size // 2, size // 2)
        self.mid1 = AlignerBlock(size // 2, size // 2)
        self.up0 = AlignerBlock(size, size, plain=True)
        self.up1 = AlignerBlock(2 * size, size)

    def forward(self, x):
        wide = self.down0(x)
        narrow = self.down1(wide)
        rising = self.up0(torch.cat([self.mid1(self.mid0(narrow)), narrow], -1))
        return F.normalize(self.up1(torch.cat([rising, wide], -1)), dim=-1)

    def loss(self, embeddings, weight, noise):
        """1 - cosine between denoised and clean embeddings, over the rows that count."""
        disturbance = F.normalize(noise.normal(*embeddings.shape), dim=-1)
        noised = F.normalize((1 - self.noise_level) * embeddings + self.noise_level * disturbance, dim=-1)
        cosine = (self(noised) * embeddings).sum(-1)
        return ((1 - cosine) * weight).sum() / weight.sum().clamp(min=1)


class Connector(nn.Module):
    """From embeddings to latents (2)."""

    WINDOW = 8

    def __init__(self, sizes, options):
        super().__init__()
        self.options = options
        self.size = options["embedding_size"]
        condition = self.size + options["idle_inputs"]
        self.sequence = Sequence(sizes, condition)
        self.initial = DenseStack(condition, sizes["units"], 2, sizes["deter"])
        self.aligner = Aligner(self.size, options["noise_level"])

    def condition(self, embedding):
        idle = torch.zeros(*embedding.shape[:-1], self.options["idle_inputs"])
        return torch.cat([embedding * self.size ** 0.5, idle], -1)

    def loss(self, stoch, posterior, windows, noise):
        """KL(connector || posterior), teacher-forced, and the aligner's loss (2.3, 3.2)."""
        stoch, posterior = stoch.detach(), posterior.detach()
        length = stoch.shape[1]
        known = (windows.norm(dim=-1) >= self.options["smallest_norm"]).float()
        conditions = self.condition(windows).repeat_interleave(self.WINDOW, 1)
        deter = self.initial(conditions[:, 0])
        previous = sample(probabilities(self.sequence.logits(deter)), noise)
        states = []
        for t in range(length):
            deter = self.sequence.step(previous, conditions[:, t], deter)
            states.append(deter)
            previous = stoch[:, t]
        logits = self.sequence.logits(torch.stack(states, 1))
        per_step = known.repeat_interleave(self.WINDOW, 1)
        kl = divergence(probabilities(logits), posterior)
        kl = (kl * per_step).sum() / per_step.sum().clamp(min=1)
        alignment = self.aligner.loss(windows.flatten(0, 1), known.flatten(), noise)
        balance = self.options["balance"]
        return balance * kl + (1 - balance) * kl.detach() + alignment, kl, alignment


class Actor(nn.Module):
    """A normal distribution of actions (5.1, 5.2)."""

    def __init__(self, inputs, units, layers, actions):
        super().__init__()
        self.body = DenseStack(inputs, units, layers)
        self.head = nn.Linear(units, 2 * actions)

    def forward(self, feature):
        mean, deviation = self.head(self.body(feature)).chunk(2, -1)
        return mean.tanh(), 0.1 + 0.9 * (deviation + 2).sigmoid()


class Critic(nn.Module):
    """Values as distributions over 255 bins of symlog space (5.7)."""

    BINS, LIMIT = 255, 20

    def __init__(self, inputs, units, layers):
        super().__init__()
        self.body = DenseStack(inputs, units, layers, self.BINS, zero_output=True)
        self.register_buffer("bins", torch.linspace(-self.LIMIT, self.LIMIT, self.BINS), persistent=False)

    def forward(self, feature):
        expected = (self.body(feature).softmax(-1) * self.bins).sum(-1)
        return expected.sign() * expected.abs().expm1()

    def loss(self, feature, returns):
        """Cross-entropy with the two bins around each return."""
        target = (returns.sign() * returns.abs().log1p()).clamp(-self.LIMIT, self.LIMIT)
        position = (target + self.LIMIT) / (2 * self.LIMIT) * (self.BINS - 1)
        below = position.floor().long()
        above = (below + 1).clamp(max=self.BINS - 1)
        share = (position - below)[..., None]
        two_hot = F.one_hot(below, self.BINS) * (1 - share) + F.one_hot(above, self.BINS) * share
        return -(two_hot * self.body(feature).log_softmax(-1)).sum(-1).mean()
