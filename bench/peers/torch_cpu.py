#!/usr/bin/env python3
"""PyTorch as AeGen's peer on the CPU: waits for orders, one JSON record a line, and answers each with one.

    {"order": "open", "network": "fashion", "work": "training", "weights": FILE, "samples": FILE, "batch": 128, "outputs": FILE}
    {"order": "repeat", "times": 100}

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
        self.adam = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.run = self.train if order["work"] == "training" else self.infer
        with torch.no_grad():
            if self.run == self.infer and hasattr(self.model, "prepare"):
                self.model.prepare()
            self.model(self.x).numpy().tofile(order["outputs"])

    def train(self, times):
        for _ in range(times):
            self.adam.zero_grad(set_to_none=True)
            F.mse_loss(self.model(self.x), self.x).backward()
            self.adam.step()

    def infer(self, times):
        with torch.inference_mode():
            for _ in range(times):
                self.model(self.x)


def blas():
    """The file of the BLAS that is loaded: the reference implementation takes ten times as long as OpenBLAS."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    try:
        with open("/proc/self/maps") as maps:
            names = {os.path.realpath(line.split()[-1]) for line in maps if "blas" in line.lower() or "mkl" in line.lower()}
    except OSError:
        return None
    return ", ".join(sorted(names)) or None


def say(record):
    print(json.dumps(record), flush=True)


def main():
    say({"name": "PyTorch", "version": torch.__version__, "python": platform.python_version(), "threads": torch.get_num_threads(), "blas": blas()})
    work = None
    for line in sys.stdin:
        order = json.loads(line)
        if order["order"] == "open":
            work = Work(order)
            say({})
        else:
            start = time.perf_counter()
            work.run(order["times"])
            say({"seconds": time.perf_counter() - start})


if __name__ == "__main__":
    main()
