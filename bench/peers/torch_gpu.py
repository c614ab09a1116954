#!/usr/bin/env python3
"""The networks of AeGen's GPU benchmark in PyTorch: samples per second, one JSON record a line.

Adam on the mean squared error, float32, medians of rounds. Modes: eager; torch.compile of the forward pass and the loss (and so of
the backward pass); the whole step as a CUDA graph; both together. Each without TF32 and with it. What a mode cannot do is said in its record, and the
others go on.

    python3 torch_gpu.py --networks fashion,deep --batches 128,1024 --modes eager,graphs
"""

import argparse
import gc
import json
import math
import platform
import statistics
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError as error:
    sys.exit(f"{sys.executable} has no PyTorch ({error}). '{sys.executable} -m pip install torch' installs it.")

from networks import NETWORKS, make_model

MODES = ["eager", "compile", "graphs", "compile-graphs"]
LEARNING_RATE = 1e-3
LEAST_BATCHES = 4
PATIENCE = 3


def make_adam(model, device, capturable):
    parameters = list(model.parameters())
    if device.type == "cuda":
        try:
            return torch.optim.Adam(parameters, lr=LEARNING_RATE, fused=True, capturable=capturable)
        except (TypeError, RuntimeError):
            return torch.optim.Adam(parameters, lr=LEARNING_RATE, capturable=capturable)
    return torch.optim.Adam(parameters, lr=LEARNING_RATE)


class Data:
    """The same samples on the host, pinned where the device can use that, and on the device."""

    def __init__(self, size, batch, least, device):
        batches = max(LEAST_BATCHES, math.ceil(least / batch))
        self.batch = batch
        self.batches = batches
        self.host = torch.rand(batches * batch, size, generator=torch.Generator().manual_seed(1))
        if device.type == "cuda":
            self.host = self.host.pin_memory()
        self.device = self.host.to(device)

    def on_host(self, index):
        start = index % self.batches * self.batch
        return self.host[start:start + self.batch]


class Runner:
    """One network in one mode: a training step and an inference, on samples that are on the device."""

    def __init__(self, name, batch, mode, data, device):
        if "compile" in mode and not hasattr(torch, "compile"):
            raise RuntimeError(f"PyTorch {torch.__version__} has no torch.compile.")
        self.graphs = "graphs" in mode
        if self.graphs and device.type != "cuda":
            raise RuntimeError(f"CUDA graphs need a CUDA device, and this is {device}.")
        self.data = data
        self.device = device
        model = make_model(name, device)

        def loss(x):
            return F.mse_loss(model(x), x)

        compiled = "compile" in mode
        self.infer = torch.compile(model) if compiled else model
        self.loss = torch.compile(loss) if compiled else loss
        self.adam = make_adam(model, device, capturable=self.graphs)
        self.order = torch.zeros(batch, dtype=torch.long, device=device)
        self.input = data.device[:batch].clone()
        self.output = None
        self.returned = None
        self.recorded = {}

    def step(self, x):
        self.adam.zero_grad(set_to_none=True)
        self.loss(x).backward()
        self.adam.step()

    def step_on_order(self):
        self.step(self.data.device.index_select(0, self.order))

    def step_on_input(self):
        self.step(self.input)

    def infer_input(self):
        with torch.no_grad():
            self.output = self.infer(self.input)

    def run(self, work):
        """Does work that reads and writes the same memory every time: as a graph, recorded when first asked for, or as it is."""
        if not self.graphs:
            work()
            return
        graph = self.recorded.get(work.__name__)
        if graph is None:
            graph = self.recorded[work.__name__] = self.record(work)
        graph.replay()

    def record(self, work):
        # A few times before, on a stream of its own, as the documentation asks for: libraries allocate and compile there.
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                work()
        torch.cuda.current_stream().wait_stream(stream)
        self.adam.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            work()
        return graph

    # What is measured. Steps are queued without reading the loss; inference with copies waits for each batch, as whoever uses it does.

    def training_resident(self, epochs):
        data = self.data
        for _ in range(epochs):
            visits = torch.randperm(data.batches * data.batch, device=self.device)
            for index in range(data.batches):
                order = visits[index * data.batch:(index + 1) * data.batch]
                if self.graphs:
                    self.order.copy_(order)
                else:
                    self.order = order
                self.run(self.step_on_order)

    def training_upload(self, steps):
        for index in range(steps):
            self.receive(index)
            self.run(self.step_on_input)

    def inference_resident(self, times):
        for _ in range(times):
            self.run(self.infer_input)

    def inference_transfers(self, times):
        if self.returned is None:
            self.returned = torch.empty_like(self.data.on_host(0), pin_memory=self.device.type == "cuda")
        for index in range(times):
            self.receive(index)
            self.run(self.infer_input)
            self.returned.copy_(self.output, non_blocking=True)
            synchronize(self.device)

    def receive(self, index):
        if self.graphs:
            self.input.copy_(self.data.on_host(index), non_blocking=True)
        else:
            self.input = self.data.on_host(index).to(self.device, non_blocking=True)


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def measure(work, samples, device, seconds, rounds):
    """The rate of work that can be repeated, tuned so that a round lasts about so many seconds."""

    def run(repetitions):
        synchronize(device)
        start = time.perf_counter()
        work(repetitions)
        synchronize(device)
        return time.perf_counter() - start

    def scaled(repetitions, factor):
        return min(max(math.ceil(repetitions * factor), 1), 1 << 24)

    run(1)
    repetitions = 1
    took = run(1)
    while took < seconds / 4 and repetitions < 1 << 24:
        repetitions = scaled(repetitions, min(16, seconds / 2 / max(took, 1e-7)))
        took = run(repetitions)
    repetitions = scaled(repetitions, seconds / took)
    rates, total = [], 0
    while len(rates) < rounds and total < PATIENCE * seconds * rounds:
        took = run(repetitions)
        total += took
        rates.append(samples * repetitions / took)
    return {"median": statistics.median(rates), "least": min(rates), "most": max(rates), "rounds": len(rates)}


def said(error):
    """An error in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def measure_mode(name, batch, mode, tf32, data, device, arguments):
    rates, problems = {}, []
    try:
        if tf32 and (device.type != "cuda" or torch.cuda.get_device_capability(device) < (8, 0)):
            raise RuntimeError(f"{device_name(device)} has no TF32.")
        torch.set_float32_matmul_precision("high" if tf32 else "highest")
        runner = None
        for quantity in ["training_resident", "training_upload", "inference_resident", "inference_transfers"]:
            try:
                # One network for all, since compiling takes long; a new one after a failure, which may leave anything behind.
                runner = runner or Runner(name, batch, mode, data, device)
                samples = data.batches * batch if quantity == "training_resident" else batch
                rates[quantity] = measure(getattr(runner, quantity), samples, device, arguments.seconds, arguments.rounds)
            except Exception as error:
                problem = said(error)
                if problem not in problems:
                    problems.append(problem)
                runner = None
                release(device)
    except Exception as error:
        problems.append(said(error))
    runner = None
    release(device)
    return {
        "record": "result", "network": name, "batch": batch, "mode": mode, "tf32": tf32, "rates": rates,
        "problem": "; ".join(problems) or None,
    }


def release(device):
    gc.collect()
    if device.type == "cuda":
        try:
            torch.cuda.synchronize(device)
            torch.cuda.empty_cache()
        except RuntimeError:
            pass  # The device is lost, and every measurement from here on says so.


def forget_compiled():
    """Compiled code of other sizes would count towards the limit after which torch.compile gives up."""
    if hasattr(torch, "_dynamo"):
        torch._dynamo.reset()


def device_name(device):
    return torch.cuda.get_device_name(device) if device.type == "cuda" else platform.processor() or platform.machine() or "CPU"


def say(record):
    print(json.dumps(record), flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cuda:0", help="cuda:0, cuda:1 and so on, or cpu")
    parser.add_argument("--networks", default=",".join(NETWORKS), help=f"of {','.join(NETWORKS)}")
    parser.add_argument("--batches", default=",".join(str(1 << power) for power in range(7, 18)), help="batch sizes")
    parser.add_argument("--modes", default=",".join(MODES), help=f"of {','.join(MODES)}")
    parser.add_argument("--tf32", default="off,on", help="off, on, or both")
    parser.add_argument("--samples", type=int, default=1 << 16, help="least number of samples of the data set; it has four batches at least")
    parser.add_argument("--seconds", type=float, default=0.5, help="how long a round lasts, about")
    parser.add_argument("--rounds", type=int, default=5, help="number of rounds, of which the median counts")
    arguments = parser.parse_args()
    for option, known in (("networks", NETWORKS), ("modes", MODES), ("tf32", ["off", "on"])):
        chosen = getattr(arguments, option).split(",")
        for one in chosen:
            if one not in known:
                parser.error(f"--{option} is some of {','.join(known)}, and not '{one}'")
        setattr(arguments, option, chosen)
    try:
        arguments.batches = [int(batch) for batch in arguments.batches.split(",")]
    except ValueError:
        parser.error(f"--batches is whole numbers, separated by commas, and not '{arguments.batches}'")
    return arguments


def main():
    arguments = parse()
    device = torch.device(arguments.device)
    if device.type == "cuda" and not torch.cuda.is_available():
        sys.exit(f"PyTorch {torch.__version__} sees no CUDA device. It may be a build for the CPU; pytorch.org has those for CUDA.")
    if device.type == "cuda":
        torch.cuda.set_device(device)
    say({
        "record": "peer", "name": "PyTorch", "version": torch.__version__, "python": platform.python_version(), "cuda": torch.version.cuda,
        "device": device_name(device),
    })
    for name in arguments.networks:
        for batch in arguments.batches:
            data = None
            release(device)
            try:
                data = Data(NETWORKS[name][0][0], batch, arguments.samples, device)
            except RuntimeError as error:
                data = said(error)
            for mode in arguments.modes:
                for tf32 in arguments.tf32:
                    if isinstance(data, str):
                        say({"record": "result", "network": name, "batch": batch, "mode": mode, "tf32": tf32 == "on", "rates": {}, "problem": data})
                    else:
                        say(measure_mode(name, batch, mode, tf32 == "on", data, device, arguments))
                    forget_compiled()


if __name__ == "__main__":
    main()
