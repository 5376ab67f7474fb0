"""One training step of each kind: pixels ('joint'), cached posteriors ('cached'), imagination ('behaviour')."""

import copy

import torch

from networks import Actor, Connector, Critic, WorldModel, divergence, features, probabilities, sample


class Optimiser:
    """Clip, decay, Adam (1.10)."""

    def __init__(self, parameters, rate, epsilon=1e-8, clip=1000.0, decay=1e-6):
        self.parameters = list(parameters)
        self.clip, self.decay = clip, decay
        self.adam = torch.optim.Adam(self.parameters, lr=rate, eps=epsilon)

    def step(self, loss):
        """Takes a step and returns the gradient's norm before clipping."""
        self.adam.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, self.clip)
        with torch.no_grad():
            for parameter in self.parameters:
                parameter.mul_(1 - self.decay)
        self.adam.step()
        return norm.item()


def balanced_kl(posterior, prior, balance=0.85, free=1.0):
    """Balanced KL with free nats per step, and the plain mean (1.8)."""
    dynamics = divergence(posterior.detach(), prior)
    representation = divergence(posterior, prior.detach())
    loss = balance * dynamics.clamp(min=free).mean() + (1 - balance) * representation.clamp(min=free).mean()
    return loss, dynamics.mean()


class WorldModelStep:
    """World model, connector and aligner on a batch with frames, or on one with cached posteriors."""

    def __init__(self, options, cached):
        self.cached = cached
        self.model = WorldModel(options["sizes"])
        self.connector = Connector(options["sizes"], options["connector"])
        if cached:
            self.model.encoder.requires_grad_(False)
            self.model.posterior.requires_grad_(False)
            self.model.decoder.requires_grad_(False)
        trained = [self.model.sequence, self.model.reward] if cached else [self.model]
        self.optimiser = Optimiser((p for module in trained for p in module.parameters()), options["rate"])
        self.connector_optimiser = Optimiser(self.connector.parameters(), options["rate"])

    def __call__(self, batch, noise):
        b, t = batch["actions"].shape[:2]
        image_loss = torch.zeros(())
        if self.cached:
            posterior = batch["posterior"]
            stoch = sample(posterior, noise)
        else:
            images = batch["frames"].flatten(0, 1).float() / 255 - 0.5
            seen = self.model.see(images)
            drawn = sample(seen, noise)
            image_loss = ((self.model.decoder(drawn.flatten(1)) - images) ** 2).sum() / (b * t)
            posterior, stoch = seen.unflatten(0, (b, t)), drawn.unflatten(0, (b, t))
        deter = self.model.filter(stoch, batch["actions"], batch["is_first"])
        prior = probabilities(self.model.sequence.logits(deter))
        kl, plain_kl = balanced_kl(posterior, prior)
        reward = ((self.model.reward(features(stoch, deter).detach()) - batch["rewards"]) ** 2).mean()
        norm = self.optimiser.step(0.6 * kl + image_loss + reward)
        connector_loss, connector_kl, alignment = self.connector.loss(stoch, posterior, batch["windows"], noise)
        connector_norm = self.connector_optimiser.step(connector_loss)
        return {
            "image": image_loss.item(), "kl": plain_kl.item(), "reward": reward.item(), "gradient": norm,
            "connector_kl": connector_kl.item(), "alignment": alignment.item(), "connector_gradient": connector_norm,
        }


class BehaviourStep:
    """Actor and critic of one prompt in imagination (4, 5)."""

    WINDOW = 8

    def __init__(self, options, model, target):
        """target: latents [H + 1, N, K, V] that the prompt asks for."""
        self.options = options
        self.model = model.requires_grad_(False)
        sizes = model.sizes
        inputs = sizes["variables"] * sizes["classes"] + sizes["deter"]
        self.actor = Actor(inputs, options["units"], options["layers"], sizes["action_size"])
        self.critic = Critic(inputs, options["units"], options["layers"])
        self.slow = copy.deepcopy(self.critic).requires_grad_(False)
        rates = dict(rate=options["learning_rate"], epsilon=options["adam_epsilon"], clip=options["gradient_clip"], decay=options["weight_decay"])
        self.actor_optimiser = Optimiser(self.actor.parameters(), **rates)
        self.critic_optimiser = Optimiser(self.critic.parameters(), **rates)
        self.target = target
        self.low = self.high = 0.0
        self.updates = 0

    def __call__(self, stoch, deter, noise):
        """Start states [N, K, V] and [N, Dh]."""
        stochs, deters, feats = [stoch], [deter], [features(stoch, deter)]
        for _ in range(self.options["horizon"]):
            mean, deviation = self.actor(feats[-1].detach())
            action = mean + deviation * noise.normal(*mean.shape)
            if self.options["clip_actions"]:
                action = action + (action.clamp(-1, 1) - action).detach()
            stoch, deter = self.model.imagine(stoch, deter, action, noise)
            stochs.append(stoch)
            deters.append(deter)
            feats.append(features(stoch, deter))
        feature = torch.stack(feats)
        reward = self.reward(torch.stack(stochs))
        returns = self.returns(reward, self.slow(feature[1:]))
        actor_loss = -((returns[1:] - self.low) / max(1.0, self.high - self.low)).mean()
        actor_norm = self.actor_optimiser.step(actor_loss)
        critic_loss = self.critic.loss(feature[:-1].detach(), returns.detach())
        critic_norm = self.critic_optimiser.step(critic_loss)
        if self.updates % self.options["slow_critic_interval"] == 0:
            self.slow.load_state_dict(self.critic.state_dict())
        self.updates += 1
        return {
            "actor": actor_loss.item(), "critic": critic_loss.item(), "return": returns.mean().item(), "reward": reward[1:].mean().item(),
            "actor_gradient": actor_norm, "critic_gradient": critic_norm,
        }

    def reward(self, stoch):
        """Similarity to the target where it fits best (4.2, 4.3): [H + 1, N]."""
        g = self.model.decoder.features
        agent, target = g(stoch.flatten(-2)), g(self.target.flatten(-2))
        with torch.no_grad():
            placements = range(len(agent) - self.WINDOW)
            scores = torch.stack([self.similarity(agent[t:t + self.WINDOW], target[:self.WINDOW]).mean(0) for t in placements])
            index = (torch.arange(len(agent))[:, None] - scores.argmax(0)).clamp(min=0)
        rows = torch.arange(agent.shape[1])[None].expand_as(index)
        return self.similarity(agent, target[index, rows])

    @staticmethod
    def similarity(u, v):
        largest = torch.maximum((u * u).sum(-1), (v * v).sum(-1)).clamp(min=1e-16)
        return (u * v).sum(-1) / largest

    def returns(self, reward, value):
        """Lambda-returns (5.4) of rewards [H + 1, N] and values of the states after the first [H, N]; moves their quantiles (5.5)."""
        discount, trace = self.options["discount"], self.options["lambda"]
        result = [reward[-2] + discount * value[-1]]
        for t in range(len(value) - 2, -1, -1):
            result.append(reward[t] + discount * ((1 - trace) * value[t] + trace * result[-1]))
        returns = torch.stack(result[::-1])
        low, high = torch.quantile(returns.detach().flatten(), torch.tensor([0.05, 0.95])).tolist()
        self.low, self.high = 0.99 * self.low + 0.01 * low, 0.99 * self.high + 0.01 * high
        return returns
