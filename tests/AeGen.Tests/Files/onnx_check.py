"""Checks every model in a folder with ONNX's checker, and evaluates its graph with numpy on the samples beside it."""
import glob
import math
import sys

import numpy as np
import onnx
from onnx import numpy_helper

UNARY = {
    "Relu": lambda z, a: np.maximum(0, z),
    "LeakyRelu": lambda z, a: np.where(z > 0, z, a["alpha"] * z),
    "Elu": lambda z, a: np.where(z > 0, z, a["alpha"] * np.expm1(z)),
    "Selu": lambda z, a: a["gamma"] * np.where(z > 0, z, a["alpha"] * np.expm1(z)),
    "Sigmoid": lambda z, a: 1 / (1 + np.exp(-z)),
    "Tanh": lambda z, a: np.tanh(z),
    "Softplus": lambda z, a: np.log1p(np.exp(z)),
    "Sin": lambda z, a: np.sin(z),
    "Erf": lambda z, a: np.vectorize(math.erf)(z),
}


def evaluate(graph, samples):
    values = {tensor.name: numpy_helper.to_array(tensor).astype(np.float64) for tensor in graph.initializer}
    values[graph.input[0].name] = samples
    for node in graph.node:
        attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        inputs = [values[name] for name in node.input]
        if node.op_type == "Gemm":
            result = inputs[0] @ (inputs[1].T if attributes.get("transB", 0) else inputs[1])
            result = result + inputs[2] if len(inputs) > 2 else result
        elif node.op_type == "LayerNormalization":
            centred = inputs[0] - inputs[0].mean(axis=-1, keepdims=True)
            result = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + attributes["epsilon"]) * inputs[1]
            result = result + inputs[2] if len(inputs) > 2 else result
        elif node.op_type == "Add":
            result = inputs[0] + inputs[1]
        elif node.op_type == "Mul":
            result = inputs[0] * inputs[1]
        else:
            result = UNARY[node.op_type](inputs[0], attributes)
        values[node.output[0]] = result
    return values[graph.output[0].name]


paths = sorted(glob.glob(sys.argv[1] + "/*.onnx"))
if not paths:
    sys.exit("there is no model")
for path in paths:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    numbers = np.loadtxt(path[:-5] + ".txt")
    size = model.graph.input[0].type.tensor_type.shape.dim[1].dim_value
    samples, expected = numbers.reshape(2, -1, size)
    difference = np.abs(evaluate(model.graph, samples) - expected).max()
    if not difference < 1e-5:
        sys.exit(f"{path}: numpy differs by {difference}")
