#!/usr/bin/env python3
"""PyTorch as AeGen's peer on the CPU: says what it is, then waits for orders, one JSON record a line, and answers each with one.

    {"order": "open", "network": "fashion", "work": "training", "mode": "Adam fused", "batch": 128, "weights": FILE, "samples": FILE}
    {"order": "repeat", "times": 100}
    {"order": "reconstruct", "outputs": FILE}

Files are float32 without a header: every layer's weights [outputs, inputs] and biases in turn; samples and outputs row by row. Training is Adam on the mean
squared error. The number of threads is fixed when the process starts, by --threads.
"""

import argparse
import json
import os
import platform
import sys
import time


def threads():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of PyTorch and of its BLAS")
    count = parser.parse_args().threads

    # The libraries read these when they are loaded.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(count)
    return count


THREADS = threads()

import numpy
import torch
import torch.nn.functional as F

from networks import make_model

torch.set_num_threads(THREADS)

# The ways of PyTorch's Adam to go through the parameters: one after the other, in lists, in one call.
ADAM = {"Adam": {}, "Adam foreach": {"foreach": True}, "Adam fused": {"fused": True}}


class Work:
    """One network on one batch, trained or applied."""

    def __init__(self, order):
        self.model = make_model(order["network"], "cpu")
        weights = numpy.fromfile(order["weights"], dtype=numpy.float32)
        with torch.no_grad():
            for parameter in self.model.layer_parameters():
                values, weights = weights[:parameter.numel()], weights[parameter.numel():]
                parameter.copy_(torch.from_numpy(values).reshape(parameter.shape))
        if len(weights) > 0:
            raise ValueError(f"{len(weights)} weights are left over")
        self.x = torch.from_numpy(numpy.fromfile(order["samples"], dtype=numpy.float32)).reshape(order["batch"], -1)
        if order["work"] == "training":
            self.adam = torch.optim.Adam(self.model.parameters(), lr=1e-3, **ADAM[order["mode"]])
            self.run = self.train
        else:
            self.run = self.infer
            with torch.no_grad():
                if hasattr(self.model, "prepare"):
                    self.model.prepare()
                if order["mode"] == "traced":
                    self.model = torch.jit.freeze(torch.jit.trace(self.model.eval(), self.x))

    def train(self, times):
        for _ in range(times):
            self.adam.zero_grad(set_to_none=True)
            F.mse_loss(self.model(self.x), self.x).backward()
            self.adam.step()

    def infer(self, times):
        with torch.inference_mode():
            for _ in range(times):
                self.model(self.x)

    def reconstruct(self, path):
        with torch.no_grad():
            self.model(self.x).numpy().tofile(path)


def adam_modes():
    """Those that this version has on the CPU."""
    for name, options in ADAM.items():
        parameter = torch.nn.Parameter(torch.ones(1))
        parameter.grad = torch.ones(1)
        try:
            torch.optim.Adam([parameter], **options).step()
        except (RuntimeError, TypeError):
            continue
        yield name


def blas():
    """The file of the BLAS that is loaded, or the library that PyTorch was linked with: the reference implementation takes ten times as long as OpenBLAS."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    try:
        with open("/proc/self/maps") as maps:
            names = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "blas" in line.lower() or "mkl" in line.lower()}
    except OSError:
        names = set()
    linked = [line.strip(" -").split(" for ")[0] for line in torch.__config__.show().splitlines() if "Math Kernel Library" in line]
    return ", ".join(sorted(names) or linked) or None


def rest():
    """Waits until the threads that spin after their work have stopped, so that the processors are free for whoever is next."""
    end = time.monotonic() + 10
    used = 1
    while used > 0.002:
        if time.monotonic() > end:
            raise TimeoutError("Threads of this process spin without end; a setting such as OMP_WAIT_POLICY=active does that.")
        before = time.process_time()
        time.sleep(0.02)
        used = time.process_time() - before


def say(record):
    print(json.dumps(record), flush=True)


def main():
    modes = {"training": list(adam_modes()), "inference": ["eager", "traced"]}
    say({
        "name": "PyTorch", "version": torch.__version__, "runtime": "Python " + platform.python_version(), "threads": torch.get_num_threads(),
        "blas": blas(), "modes": modes,
    })
    work = None
    for line in sys.stdin:
        order = json.loads(line)
        answer = {}
        if order["order"] == "open":
            work = Work(order)
        elif order["order"] == "reconstruct":
            work.reconstruct(order["outputs"])
        else:
            start = time.perf_counter()
            work.run(order["times"])
            answer["seconds"] = time.perf_counter() - start
            rest()
        say(answer)


if __name__ == "__main__":
    main()
