"""The networks of Krill's recipes, written for PyTorch as its users would, and as fast as PyTorch lets them be.

A network is one entry of NETWORKS; torch_steps.py times it and bench/compare finds it there.
"""

from dataclasses import dataclass, field
from typing import Callable, Dict

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Network:
    """What bench/compare needs to know of a network."""

    batch_size: int
    image: tuple  # channels, height, width
    classes: int
    parameters: int  # trainable ones; checked before timing
    build: Callable[[], nn.Module]  # gives logits: softmax and cross-entropy are one function in PyTorch, as they are in Krill
    optimizer: Callable[[list], torch.optim.Optimizer]
    bars: Dict[str, float] = field(default_factory=dict)  # how many times as fast Krill is asked to be: "float32", "any"


def is_channels_last(x):
    return x.dim() == 4 and x.is_contiguous(memory_format=torch.channels_last)


def normal_like(x, mean, deviation):
    """Normal numbers in the layout of x.

    PyTorch draws them with vectors only for plain contiguous float32 tensors, and one by one for all others: drawing them flat and
    viewing them in x's layout makes jellyfish with channels last twice as fast as randn_like does.
    """
    flat = torch.empty(x.numel()).normal_(mean, deviation)
    return flat.as_strided(x.size(), x.stride()).to(x.dtype)


class GaussianNoise(nn.Module):
    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def forward(self, x):
        return x + normal_like(x, 0, self.deviation) if self.training else x


class GaussianDropout(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.deviation = (rate / (1 - rate)) ** 0.5

    def forward(self, x):
        return x * normal_like(x, 1, self.deviation) if self.training else x


class SoftmaxOverChannels(nn.Module):
    def forward(self, x):
        # Over dimension 1, PyTorch would copy a channels-last tensor; as the last dimension of a view it is read in place.
        return x.permute(0, 2, 3, 1).softmax(-1).permute(0, 3, 1, 2) if is_channels_last(x) else x.softmax(1)


class Flatten(nn.Module):
    def forward(self, x):
        # Channels last, this is the order in memory (and TensorFlow's), and needs no copy.
        return x.permute(0, 2, 3, 1).flatten(1) if is_channels_last(x) else x.flatten(1)


class SameConv2d(nn.Module):
    """A convolution with TensorFlow's `same` padding, which under strides pads less before than behind."""

    def __init__(self, size, inputs, outputs, kernel, stride):
        super().__init__()
        total = max(0, ((size + stride - 1) // stride - 1) * stride + kernel - size)
        before, behind = total // 2, total - total // 2
        self.pad = None if before == behind else (before, behind, before, behind)
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=before if before == behind else 0)

    def forward(self, x):
        return self.convolution(x if self.pad is None else F.pad(x, self.pad))


def batch_normalization(channels):
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


class Tiny158(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.AvgPool2d(2),
            nn.Conv2d(1, 3, 3), nn.Sigmoid(),
            nn.Conv2d(3, 1, 3), nn.Sigmoid(),
            nn.AvgPool2d(3),
            nn.Conv2d(1, 10, 3),
            Flatten())


class ConvNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 32, 3),
            nn.Conv2d(32, 64, 3), nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Dropout(0.2),
            Flatten(),
            nn.Linear(12 * 12 * 64, 128), nn.ReLU(inplace=True),
            nn.Dropout(0.5),
            nn.Linear(128, 10))


class JellyfishHead(nn.Module):
    def __init__(self, filters, stride):
        super().__init__()
        self.look = nn.Sequential(
            SameConv2d(28, 1, filters, 3, stride), GaussianNoise(0.02), nn.ReLU(inplace=True), batch_normalization(filters))
        self.attend = nn.Sequential(
            SameConv2d(28, 1, filters, 7, stride), GaussianNoise(0.02), SoftmaxOverChannels(), batch_normalization(filters))

    def forward(self, x):
        return self.look(x) * self.attend(x)


class JellyfishSpine(nn.Sequential):
    def __init__(self, size, inputs, filters, stride=1):
        super().__init__(SameConv2d(size, inputs, filters, 3, stride), GaussianDropout(0.07), nn.SiLU(), batch_normalization(filters))


class Jellyfish(nn.Module):
    def __init__(self):
        super().__init__()
        self.near = JellyfishHead(64, 4)
        self.far = nn.Sequential(JellyfishHead(128, 2), JellyfishSpine(14, 128, 64, 2))
        self.spine = nn.Sequential(JellyfishSpine(7, 128, 64), JellyfishSpine(7, 64, 32), JellyfishSpine(7, 32, 16))
        self.top = nn.Sequential(
            Flatten(),
            nn.Linear(7 * 7 * 16, 64), GaussianDropout(0.07), nn.LeakyReLU(0.2, inplace=True), nn.BatchNorm1d(64, eps=1e-3, momentum=0.01),
            nn.Linear(64, 10))

    def forward(self, x):
        return self.top(self.spine(torch.cat([self.near(x), self.far(x)], 1)))


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, foreach=True)


def nadam(parameters):
    return torch.optim.NAdam(parameters, lr=1e-3, eps=1e-7, foreach=True)


NETWORKS = {
    "tiny158": Network(1024, (1, 28, 28), 10, 158, Tiny158, nadam, {"float32": 5}),
    "convnet": Network(500, (1, 28, 28), 10, 1199882, ConvNet, adam, {"float32": 1}),
    "jellyfish": Network(50, (1, 28, 28), 10, 234330, Jellyfish, adam, {"float32": 1}),
}
