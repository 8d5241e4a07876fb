#!/usr/bin/python3
"""Times whole training steps of a network in PyTorch: forward, loss, backward, optimizer; random images that are already in memory.

    torch_steps.py NETWORK [--mode float32|channels_last|bfloat16] [--seconds S] [--threads N] [--batch-size N]
    torch_steps.py --about

Prints one line of JSON: the median step, or with --about the networks and what this PyTorch runs on. bench/compare calls it.
"""

import argparse
import contextlib
import ctypes
import json
import math
import os
import re
import statistics
import sys
import time

try:
    import torch
except ImportError as error:
    sys.exit(f"torch_steps: PyTorch cannot be loaded: {error}")

from torch.nn import functional as F

from torch_networks import NETWORKS

MODES = ["float32", "channels_last", "bfloat16"]
WARM_UP_SECONDS, WARM_UP_STEPS, LEAST_STEPS = 1.0, 5, 5


def main():
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    # Before the first parallel region: its threads inherit the setting.
    torch.set_flush_denormal(True)
    print(json.dumps(about() if arguments.about else measure(arguments)))


def parse():
    parser = argparse.ArgumentParser(description="Times training steps in PyTorch.")
    parser.add_argument("network", nargs="?", choices=list(NETWORKS))
    parser.add_argument("--mode", choices=MODES, default="float32")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-size", type=int, help="by default the network's")
    parser.add_argument("--about", action="store_true")
    arguments = parser.parse_args()
    if not arguments.about and arguments.network is None:
        parser.error("name a network, or --about")
    return arguments


def measure(arguments):
    network = NETWORKS[arguments.network]
    batch = arguments.batch_size or network.batch_size
    torch.manual_seed(0)
    layout = torch.contiguous_format if arguments.mode == "float32" else torch.channels_last
    model = network.build().to(memory_format=layout).train()
    parameters = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert parameters == network.parameters, f"{arguments.network} has {parameters} parameters instead of {network.parameters}"
    optimizer = network.optimizer(list(model.parameters()))
    images = torch.rand(batch, *network.image).contiguous(memory_format=layout)
    labels = torch.randint(network.classes, (batch,))

    # torch.jit.trace was tried: on these networks it gains nothing, as Debian's build cannot fuse operations on processors.
    def cast():
        return torch.autocast("cpu", torch.bfloat16) if arguments.mode == "bfloat16" else contextlib.nullcontext()

    def step():
        optimizer.zero_grad(set_to_none=True)
        with cast():
            logits = model(images)
        loss = F.cross_entropy(logits.float(), labels, label_smoothing=network.label_smoothing)
        loss.backward()
        optimizer.step()
        return loss

    run(step, WARM_UP_SECONDS, WARM_UP_STEPS)
    seconds = run(step, arguments.seconds, LEAST_STEPS)
    loss = step().item()
    assert math.isfinite(loss), f"the loss became {loss}"
    median = statistics.median(seconds)
    return {
        "network": arguments.network,
        "mode": arguments.mode,
        "batch_size": batch,
        "threads": torch.get_num_threads(),
        "parameters": parameters,
        "steps": len(seconds),
        "step_seconds": median,
        "images_per_second": batch / median,
    }


def run(step, seconds, least):
    times = []
    start = time.perf_counter()
    while len(times) < least or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        step()
        times.append(time.perf_counter() - before)
    return times


def about():
    config = torch.__config__.show()

    def find(pattern):
        match = re.search(pattern, config)
        return match.group(1) if match else None

    return {
        "version": torch.__version__,
        "kernels": find(r"CPU capability usage: (\S+)"),
        "onednn": find(r"MKL-DNN v(\S+)") if torch.backends.mkldnn.is_available() else None,
        "blas": blas(),
        "threads": torch.get_num_threads(),
        "modes": MODES,
        "networks": {
            name: {"batch_size": network.batch_size, "parameters": network.parameters, "bars": network.bars}
            for name, network in NETWORKS.items()
        },
    }


def blas():
    """The library that matrix products run in: OpenBLAS with its version and kernels, MKL, or what the loader says."""
    if torch.backends.mkl.is_available():
        return "MKL"
    torch.rand(8, 8) @ torch.rand(8, 8)
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = {line.split()[-1] for line in maps if ".so" in line}
    for library in libraries:
        # Debian's libblas.so.3 is OpenBLAS itself where that is installed: what counts is what it answers to.
        if re.search(r"blas", os.path.basename(library)):
            loaded = ctypes.CDLL(library)
            if hasattr(loaded, "openblas_get_config"):
                loaded.openblas_get_config.restype = ctypes.c_char_p
                return loaded.openblas_get_config().decode()
    return next((os.path.basename(library) for library in libraries if "blas" in os.path.basename(library)), None)


if __name__ == "__main__":
    main()
