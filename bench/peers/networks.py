"""The networks of AeGen's benchmarks as modules of PyTorch."""

import torch
import torch.nn.functional as F

# Sizes from the input to the output, the activation of the hidden layers, the index of the code among the sizes, and the decoder. The code is linear,
# but for the smallest network, whose code is its only hidden layer.
NETWORKS = {
    "circle": ([2, 64, 64, 1, 64, 64, 2], torch.tanh, 3, "dense"),
    "small": ([64, 16, 64], torch.relu, None, "dense"),
    "digits": ([64, 32, 8, 32, 64], torch.relu, 2, "dense"),
    "fashion": ([784, 128, 32, 128, 784], torch.relu, 2, "dense"),
    "deep": ([784, 1000, 500, 250, 30, 250, 500, 1000, 784], torch.relu, 4, "dense"),
    "linear-tied": ([784, 32, 784], None, 1, "tied"),
    "linear-inverse": ([784, 32, 784], None, 1, "inverse"),
}


class Dense(torch.nn.Module):
    """Layers with weights of their own."""

    def __init__(self, sizes, activation, code):
        super().__init__()
        self.layers = torch.nn.ModuleList(torch.nn.Linear(*pair) for pair in zip(sizes, sizes[1:]))
        self.activation = activation
        self.linear = {code, len(sizes) - 1}

    def layer_parameters(self):
        """Every layer's weights and biases in turn, as AeGen has them."""
        return list(self.parameters())

    def forward(self, x):
        for index, layer in enumerate(self.layers, 1):
            x = layer(x) if index in self.linear else self.activation(layer(x))
        return x


class Tied(torch.nn.Module):
    """One linear layer and its transpose."""

    def __init__(self, inputs, code):
        super().__init__()
        self.encoder = torch.nn.Linear(inputs, code)
        self.bias = torch.nn.Parameter(torch.zeros(inputs))

    def layer_parameters(self):
        return [self.encoder.weight, self.encoder.bias, self.bias]

    def decoder(self):
        return self.encoder.weight.t()

    def prepare(self):
        """What can be computed once while the weights stay as they are."""
        self.decoder = lambda decoder=self.decoder().detach(): decoder

    def forward(self, x):
        return F.linear(self.encoder(x), self.decoder(), self.bias)


class Inverse(Tied):
    """One linear layer and its right inverse, by the Cholesky factor of WW': of PyTorch's ways the one that never waits for the device."""

    def decoder(self):
        w = self.encoder.weight
        factor = torch.linalg.cholesky_ex(w @ w.t())[0]
        half = torch.linalg.solve_triangular(factor, w, upper=False)
        return torch.linalg.solve_triangular(factor.t(), half, upper=True).t()


def make_model(name, device):
    sizes, activation, code, decoder = NETWORKS[name]
    torch.manual_seed(1)
    if decoder == "dense":
        model = Dense(sizes, activation, code)
    else:
        model = (Tied if decoder == "tied" else Inverse)(sizes[0], sizes[1])
    return model.to(device)
