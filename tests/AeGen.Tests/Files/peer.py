"""Reads and writes safetensors files by hand, after the format's description, for the tests to compare with.

read FILE        prints the metadata, and of every tensor its type, its shape and its numbers' bits
write FILE       writes the tensors that stand on standard input, and prints nothing
norms IN OUT     likewise, with modules whose layers are normalised, and strictly
torch IN OUT     loads IN into a module of PyTorch, writes another one's state to OUT, and prints what both make of the samples on standard input
"""

import json
import struct
import sys

import numpy

TYPES = {"I64": "<i8", "F32": "<f4", "F16": "<f2", "F64": "<f8", "BF16": "<u2"}


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    assert length % 8 == 0, "the tensors are not aligned"
    header = json.loads(content[8:8 + length].decode("utf-8"), object_pairs_hook=unique)
    data = content[8 + length:]
    metadata = header.pop("__metadata__", {})
    tensors, position = {}, 0
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        assert begin == position, "the tensors are not in order"
        assert begin % numpy.dtype(TYPES[entry["dtype"]]).itemsize == 0, name + " is not aligned"
        numbers = numpy.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = entry["dtype"], numbers.reshape(entry["shape"])
        position = end
    assert position == len(data), "there are bytes left"
    return metadata, tensors


def unique(pairs):
    assert len({name for name, _ in pairs}) == len(pairs), "a name stands twice"
    return dict(pairs)


def write(path, tensors):
    header, data = {}, b""
    for name, dtype, values in tensors:
        if dtype == "BF16":
            values = (numpy.asarray(values, dtype="<f4").view("<u4") >> 16).astype("<u2")
        content = numpy.ascontiguousarray(values, dtype=TYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(numpy.shape(values)), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode("utf-8")
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def run_torch(source, target, samples, tied):
    import torch

    class Autoencoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = torch.nn.Sequential(torch.nn.Linear(6, 5), torch.nn.Tanh(), torch.nn.Linear(5, 3))
            self.decoder = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 6))

        def forward(self, x):
            return self.decoder(self.encoder(x))

        def tie(self):
            self.decoder[0].weight.data = self.encoder[2].weight.data.t()
            self.decoder[2].weight.data = self.encoder[0].weight.data.t()

    def outputs(model):
        with torch.no_grad():
            return model(torch.tensor(samples)).flatten().tolist()

    # The activations take up indices in PyTorch: its second linear layer is number 2.
    _, tensors = read(source)
    state = {name.replace(".1.", ".2."): torch.tensor(values) for name, (_, values) in tensors.items()}
    loaded = Autoencoder()
    result = loaded.load_state_dict(state, strict=not tied)
    assert not result.unexpected_keys
    if tied:
        assert result.missing_keys == ["decoder.0.weight", "decoder.2.weight"], result.missing_keys
        loaded.tie()

    torch.manual_seed(5)
    written = Autoencoder()
    if tied:
        written.tie()
    write(target, [(name, "F32", values.detach().numpy()) for name, values in written.state_dict().items()])
    return {"loaded": outputs(loaded), "written": outputs(written)}


def run_norms(source, target, samples):
    import torch

    class Autoencoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = torch.nn.Sequential(
                torch.nn.Linear(6, 5), torch.nn.BatchNorm1d(5), torch.nn.Tanh(), torch.nn.Linear(5, 3), torch.nn.LayerNorm(3))
            self.decoder = torch.nn.Sequential(
                torch.nn.Linear(3, 4, bias=False), torch.nn.BatchNorm1d(4), torch.nn.ReLU(), torch.nn.Linear(4, 6))

        def forward(self, x):
            return self.decoder(self.encoder(x))

    def outputs(model):
        model.eval()
        with torch.no_grad():
            return model(torch.tensor(samples)).flatten().tolist()

    _, tensors = read(source)
    loaded = Autoencoder()
    loaded.load_state_dict({name: torch.tensor(values) for name, (_, values) in tensors.items()}, strict=True)

    torch.manual_seed(5)
    written = Autoencoder()
    for _ in range(4):
        written(torch.randn(8, 6))
    with torch.no_grad():
        written.encoder[0].bias.copy_(torch.randn(5))
        written.encoder[1].weight.copy_(torch.randn(5))
        written.encoder[1].bias.copy_(torch.randn(5))
        written.encoder[3].bias.fill_(0.7)
        written.encoder[4].bias.copy_(torch.randn(3))
    types = {torch.float32: "F32", torch.int64: "I64"}
    write(target, [(name, types[values.dtype], values.numpy()) for name, values in written.state_dict().items()])
    return {"loaded": outputs(loaded), "written": outputs(written)}


def main():
    command, *arguments = sys.argv[1:]
    if command == "read":
        metadata, tensors = read(arguments[0])
        print(json.dumps({
            "metadata": metadata,
            "tensors": {
                name: {"dtype": dtype, "shape": values.shape, "bits": values.view("<i4").flatten().tolist()}
                for name, (dtype, values) in tensors.items()
            },
        }))
    elif command == "write":
        write(arguments[0], [(t["name"], t["dtype"], numpy.array(t["values"]).reshape(t["shape"])) for t in json.load(sys.stdin)])
    elif command == "norms":
        print(json.dumps(run_norms(*arguments, json.load(sys.stdin)["samples"])))
    elif command == "torch":
        job = json.load(sys.stdin)
        print(json.dumps(run_torch(*arguments, job["samples"], job["tied"])))
    else:
        sys.exit("unknown command " + command)


main()
