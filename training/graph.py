"""An ONNX graph as a PyTorch module whose weights learn, and back into the same graph.

onnx2torch does not know padding by "SAME_UPPER", which the network uses, and forgets the names of the weights, by which
they are written back. The network has 25 kinds of nodes; each is a line here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

Attributes = Mapping[str, Any]
Inputs = Sequence[Tensor]


class OnnxModule(nn.Module):
    """The graph; every float weight of more than one value is a parameter. Its output are logits, not probabilities."""

    def __init__(self, model: onnx.ModelProto) -> None:
        super().__init__()
        self.model = model
        self.weights = nn.ParameterDict()
        self.constants: dict[str, Tensor] = {}
        for each in model.graph.initializer:
            values = torch.from_numpy(np.array(numpy_helper.to_array(each)))
            if values.dtype == torch.float32 and values.numel() > 1:
                self.weights[_key(each.name)] = nn.Parameter(_laid_out(values))
            else:
                self.constants[each.name] = values
        self._nodes = [node for node in model.graph.node if node.op_type != "Constant"]
        for node in model.graph.node:
            if node.op_type == "Constant":
                self.constants[node.output[0]] = torch.from_numpy(np.array(numpy_helper.to_array(node.attribute[0].t)))
        self._attributes = [
            {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute} for node in self._nodes
        ]
        self._logits = _input_of_last_softmax(model)

    def forward(self, pictures: Tensor) -> Tensor:
        """Logits, picture by step by class, of pictures (picture, 1 channel, 48 rows, columns)."""
        values: dict[str, Tensor] = {self.model.graph.input[0].name: _laid_out(pictures)}
        for node, attributes in zip(self._nodes, self._attributes, strict=True):
            inputs = [self._value(values, name) for name in node.input]
            values[node.output[0]] = _OPERATORS[node.op_type](inputs, attributes)
            if self._logits in values:
                return values[self._logits]
        raise ValueError("the graph has no output")

    def _value(self, values: Mapping[str, Tensor], name: str) -> Tensor:
        if name in values:
            return values[name]
        return self.weights[_key(name)] if _key(name) in self.weights else self.constants[name]

    def widened(self, likened: Sequence[int]) -> None:
        """Add a class for each of `likened`, which begins as an unlikely twin of that class."""
        count = self.model.graph.output[0].type.tensor_type.shape.dim[2].dim_value
        for name, weight in list(self.weights.items()):
            axes = [axis for axis, size in enumerate(weight.shape) if size == count]
            if axes:
                more = weight.data.index_select(axes[-1], torch.tensor(list(likened)))
                more = more - UNLIKELY if weight.ndim == 1 else more
                self.weights[name] = nn.Parameter(torch.cat((weight.data, more), axes[-1]))
        self.model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = count + len(likened)

    def written(self) -> onnx.ModelProto:
        """The graph with the weights as they are now."""
        model = onnx.ModelProto()
        model.CopyFrom(self.model)
        for each in model.graph.initializer:
            if _key(each.name) in self.weights:
                values = self.weights[_key(each.name)].detach().numpy()
                each.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values), each.name))
        return model


UNLIKELY = 3.0
"""Logits by which a new class is at first less likely than its twin: it must learn where it belongs."""


def _laid_out(values: Tensor) -> Tensor:
    """Weights of a convolution in the order in which a processor computes fastest."""
    return values.contiguous(memory_format=torch.channels_last) if values.ndim == 4 else values


def _key(name: str) -> str:
    return name.replace(".", "_")


def _input_of_last_softmax(model: onnx.ModelProto) -> str:
    return [node for node in model.graph.node if node.op_type == "Softmax"][-1].input[0]


def _numbers(inputs: Inputs, attributes: Attributes, name: str, place: int = 1) -> list[int]:
    """A list of numbers that stands among the attributes, or in newer graphs is an input."""
    given = attributes.get(name)
    return list(given) if given is not None else [int(each) for each in inputs[place].reshape(-1)]


def _squeezed(inputs: Inputs, attributes: Attributes) -> Tensor:
    return inputs[0].squeeze(tuple(_numbers(inputs, attributes, "axes")))


def _unsqueezed(inputs: Inputs, attributes: Attributes) -> Tensor:
    result = inputs[0]
    for axis in sorted(_numbers(inputs, attributes, "axes")):
        result = result.unsqueeze(axis)
    return result


def _sliced(inputs: Inputs, _: Attributes) -> Tensor:
    result = inputs[0]
    starts, ends = ([int(each) for each in inputs[place].reshape(-1)] for place in (1, 2))
    axes = [int(each) for each in inputs[3].reshape(-1)] if len(inputs) > 3 else range(len(starts))
    for start, end, axis in zip(starts, ends, axes, strict=True):
        size = result.shape[axis]
        first, last = (min(edge + size if edge < 0 else edge, size) for edge in (start, end))
        result = result.narrow(axis, first, last - first)
    return result


def _reshaped(inputs: Inputs, _: Attributes) -> Tensor:
    shape = [int(each) for each in inputs[1].reshape(-1)]
    return inputs[0].reshape([inputs[0].shape[axis] if size == 0 else size for axis, size in enumerate(shape)])


def _concatenated(inputs: Inputs, attributes: Attributes) -> Tensor:
    return torch.cat([each.reshape(-1) if each.ndim == 0 else each for each in inputs], attributes["axis"])


def _mean(inputs: Inputs, attributes: Attributes) -> Tensor:
    return inputs[0].mean(_numbers(inputs, attributes, "axes"), keepdim=bool(attributes.get("keepdims", 1)))


def _padded(picture: Tensor, kernel: Sequence[int], attributes: Attributes, value: float = 0.0) -> Tensor:
    """The picture with the padding that the node asks for; "SAME_UPPER" gives an odd pixel to the end."""
    top, left, bottom, right = attributes.get("pads", [0, 0, 0, 0])
    if attributes.get("auto_pad", b"NOTSET") == b"SAME_UPPER":
        strides = attributes.get("strides", [1, 1])
        lacking = [
            max((-(-size // stride) - 1) * stride + width - size, 0)
            for size, stride, width in zip(picture.shape[2:], strides, kernel, strict=True)
        ]
        (top, left), (bottom, right) = ([each // 2 for each in lacking], [each - each // 2 for each in lacking])
    return (
        functional.pad(picture, (left, right, top, bottom), value=value) if top or left or bottom or right else picture
    )


def _convolved(inputs: Inputs, attributes: Attributes) -> Tensor:
    picture = _padded(inputs[0], inputs[1].shape[2:], attributes)
    bias = inputs[2] if len(inputs) > 2 else None
    strides, groups = attributes.get("strides", [1, 1]), attributes.get("group", 1)
    return functional.conv2d(picture, inputs[1], bias, strides, groups=groups)


def _greatest(inputs: Inputs, attributes: Attributes) -> Tensor:
    picture = _padded(inputs[0], attributes["kernel_shape"], attributes, float("-inf"))
    is_ceiled = bool(attributes.get("ceil_mode", 0))
    return functional.max_pool2d(picture, attributes["kernel_shape"], attributes["strides"], ceil_mode=is_ceiled)


def _average(inputs: Inputs, attributes: Attributes) -> Tensor:
    picture = _padded(inputs[0], attributes["kernel_shape"], attributes)
    is_ceiled = bool(attributes.get("ceil_mode", 0))
    return functional.avg_pool2d(picture, attributes["kernel_shape"], attributes["strides"], ceil_mode=is_ceiled)


def _normalised(inputs: Inputs, attributes: Attributes) -> Tensor:
    """Batch normalisation by the stored mean and variance, which do not learn."""
    values, scale, shift, mean, variance = inputs
    factor = scale * torch.rsqrt(variance.detach() + attributes.get("epsilon", 1e-5))
    shape = (1, -1, *(1,) * (values.ndim - 2))
    return values * factor.view(shape) + (shift - mean.detach() * factor).view(shape)


_OPERATORS: Mapping[str, Callable[[Inputs, Attributes], Tensor]] = {
    "Add": lambda inputs, _: inputs[0] + inputs[1],
    "AveragePool": _average,
    "BatchNormalization": _normalised,
    "Concat": _concatenated,
    "Conv": _convolved,
    "Div": lambda inputs, _: inputs[0] / inputs[1],
    "Erf": lambda inputs, _: torch.erf(inputs[0]),
    "HardSigmoid": lambda inputs, at: (inputs[0] * at.get("alpha", 0.2) + at.get("beta", 0.5)).clamp(0, 1),
    "Identity": lambda inputs, _: inputs[0],
    "MatMul": lambda inputs, _: inputs[0] @ inputs[1],
    "MaxPool": _greatest,
    "Mul": lambda inputs, _: inputs[0] * inputs[1],
    "Pow": lambda inputs, _: inputs[0].pow(float(inputs[1])),
    "ReduceMean": _mean,
    "Relu": lambda inputs, _: functional.relu(inputs[0]),
    "Reshape": _reshaped,
    "Shape": lambda inputs, _: torch.tensor(inputs[0].shape),
    "Sigmoid": lambda inputs, _: torch.sigmoid(inputs[0]),
    "Slice": _sliced,
    "Softmax": lambda inputs, at: torch.softmax(inputs[0], at.get("axis", -1)),
    "Sqrt": lambda inputs, _: torch.sqrt(inputs[0]),
    "Squeeze": _squeezed,
    "Sub": lambda inputs, _: inputs[0] - inputs[1],
    "Transpose": lambda inputs, at: inputs[0].permute(*at["perm"]),
    "Unsqueeze": _unsqueezed,
}
