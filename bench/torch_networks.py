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
    # What is asked of Krill: how many times as fast it is ("float32", "any"), and the most of PyTorch's peak memory that it may take ("memory").
    bars: Dict[str, float] = field(default_factory=dict)
    label_smoothing: float = 0.0


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


def flat(x):
    """A view in the order of memory."""
    return (x.permute(0, 2, 3, 1) if is_channels_last(x) else x).reshape(-1)


class MinMaxFunction(torch.autograd.Function):
    """(x - min) / (max - min), with the gradient shared by all that are the minimum, and by all that are the maximum, as autograd shares it.

    Composed of PyTorch's operations it takes twice as long: autograd searches the extremes once for each direction, and its steps make
    tensors that a gradient written at once does without.
    """

    @staticmethod
    def forward(context, x):
        least, most = torch.aminmax(x)
        context.range = (most - least).item()
        y = (x - least).div_(context.range)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        (y,) = context.saved_tensors
        weighted = torch.dot(flat(gradient), flat(y)).item() / context.range
        plain = gradient.sum().item() / context.range
        least, most = (y == 0).to(y.dtype), (y == 1).to(y.dtype)
        result = gradient / context.range
        result.add_(least, alpha=(weighted - plain) / least.sum().item())
        return result.add_(most, alpha=-weighted / most.sum().item())


class MinMaxNormalization(nn.Module):
    def forward(self, x):
        return MinMaxFunction.apply(x)


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


def super_class_top():
    return nn.Sequential(nn.Linear(256, 128), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(128, 20))


class MinMax(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [MinMaxNormalization()]
        for inputs, outputs in ((3, 64), (64, 128), (128, 256)):
            layers += [nn.Conv2d(inputs, outputs, 3), nn.ReLU(inplace=True), MinMaxNormalization()]
        self.features = nn.Sequential(*layers)
        self.top = super_class_top()

    def forward(self, x):
        return self.top(self.features(x).mean((2, 3)))


class RelaxedQuantization(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(inputs, outputs, kernel), nn.ReLU(inplace=True), batch_normalization(outputs))
            for inputs, outputs, kernel in ((3, 32, 1), (32, 64, 3), (64, 128, 3), (128, 256, 3)))
        self.top = super_class_top()

    @staticmethod
    def quantize(x):
        return x.mul_(10).round_().div_(10).clamp_(0.1, 1)

    def forward(self, x):
        # Rounding has no gradient, so nothing before the last of it learns. PyTorch would carry zeros through all of it; told so, it does not.
        with torch.no_grad():
            x = self.quantize(x.clone())
            for block in self.blocks:
                x = self.quantize(block(x))
        return self.top(x.mean((2, 3)))


class ResidualBlock(nn.Sequential):
    def __init__(self, inputs, outputs, dropout=0.0):
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-5, momentum=0.9), nn.ReLU(inplace=True),
            *([nn.Dropout(dropout)] if dropout else []))


class ResNet9(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(ResidualBlock(3, 64), ResidualBlock(64, 128), nn.MaxPool2d(2))
        self.first_residual = nn.Sequential(ResidualBlock(128, 128, 0.1), ResidualBlock(128, 128))
        self.second = nn.Sequential(ResidualBlock(128, 256), nn.MaxPool2d(2), ResidualBlock(256, 512), nn.MaxPool2d(2))
        self.second_residual = nn.Sequential(ResidualBlock(512, 512, 0.1), ResidualBlock(512, 512))
        self.top = nn.Sequential(nn.MaxPool2d(4), Flatten(), nn.Linear(512, 10, bias=False))

    def forward(self, x):
        x = self.first(x)
        x = self.second(x + self.first_residual(x))
        return self.top(x + self.second_residual(x))


class Sprint94(nn.Module):
    def __init__(self):
        super().__init__()
        self.whitening = nn.Conv2d(3, 24, 2)
        self.whitening.weight.requires_grad = False
        layers, inputs = [nn.GELU()], 24
        for outputs in (64, 256, 256):
            for convolution, pooling in ((nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), [nn.MaxPool2d(2)]),
                                         (nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), [])):
                normalization = nn.BatchNorm2d(outputs, eps=1e-12, momentum=0.4)
                normalization.weight.requires_grad = False
                layers += [convolution, *pooling, normalization, nn.GELU()]
            inputs = outputs
        self.features = nn.Sequential(*layers, nn.MaxPool2d(3))
        self.top = nn.Linear(256, 10, bias=False)

    def forward(self, x):
        return self.top(self.features(self.whitening(x)).flatten(1)) / 256


class MuonAndSGD:
    """Muon for the kernels of convolutions, SGD with momentum for biases and the last layer."""

    def __init__(self, parameters):
        learned = [p for p in parameters if p.requires_grad]
        self._kernels = [p for p in learned if p.dim() == 4]
        self._momenta = [torch.zeros_like(p) for p in self._kernels]
        groups = [
            {"params": [p for p in learned if p.dim() == 1], "lr": 0.053, "weight_decay": 0.004 / 0.053},
            {"params": [p for p in learned if p.dim() == 2], "lr": 0.67, "weight_decay": 0.004 / 0.67},
        ]
        self._sgd = torch.optim.SGD(groups, lr=0.053, momentum=0.85, nesterov=True, foreach=True)

    def zero_grad(self, set_to_none):
        self._sgd.zero_grad(set_to_none=set_to_none)
        for kernel in self._kernels:
            kernel.grad = None

    @torch.no_grad()
    def step(self):
        self._sgd.step()
        for kernel, momentum in zip(self._kernels, self._momenta):
            momentum.mul_(0.6).add_(kernel.grad)
            update = kernel.grad.add(momentum, alpha=0.6)
            kernel.mul_(len(kernel) ** 0.5 / kernel.norm())
            kernel.add_(orthogonal(update.reshape(len(kernel), -1)).view_as(kernel), alpha=-0.24)


def orthogonal(matrix):
    # In float32: Debian's build multiplies bfloat16 matrices far more slowly.
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    x = x.T if len(x) > len(x.T) else x
    for _ in range(3):
        squares = x @ x.T
        x = torch.addmm(x, torch.addmm(squares, squares, squares, beta=b, alpha=c), x, beta=a)
    return x if x.shape == matrix.shape else x.T


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, foreach=True)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01, foreach=True)


def regularized_momentum(parameters):
    # A penalty of 5e-4 times a kernel's squares has the gradient 1e-3 times the kernel: PyTorch's decay, which need not compute the penalty.
    # The learning rate's decay of 1e-5 a step costs nothing, and is left out.
    groups = [
        {"params": [p for p in parameters if p.dim() == 4], "weight_decay": 1e-3},
        {"params": [p for p in parameters if p.dim() != 4]},
    ]
    return torch.optim.SGD(groups, lr=0.01, momentum=0.9, nesterov=True, foreach=True)


NETWORKS = {
    "tiny158": Network(1024, (1, 28, 28), 10, 158, Tiny158, adam, {"float32": 15, "any": 15}),
    "convnet": Network(500, (1, 28, 28), 10, 1199882, ConvNet, adam, {"float32": 3, "any": 3}),
    "jellyfish": Network(50, (1, 28, 28), 10, 234330, Jellyfish, adam, {"float32": 4, "any": 6}),
    "minmax": Network(32, (3, 32, 32), 20, 406292, MinMax, sgd, {"float32": 2.5, "any": 4}),
    "relaxed-quantization": Network(32, (3, 32, 32), 20, 424084, RelaxedQuantization, sgd, {"float32": 2.5, "any": 3}),
    "resnet9": Network(512, (3, 32, 32), 10, 6573120, ResNet9, regularized_momentum, {"float32": 2, "any": 3, "memory": 0.5}),
    "sprint94": Network(2000, (3, 32, 32), 10, 1971352, Sprint94, MuonAndSGD, label_smoothing=0.2),
}
