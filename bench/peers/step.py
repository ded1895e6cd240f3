"""PyTorch's side of the comparison: prints JSON. Usage: step.py FOLDER, or
step.py fit IMAGES.safetensors DECIBELS."""
import json
import math
import statistics
import sys
import time

import torch
from safetensors import safe_open
from safetensors.torch import load_file

DENSITIES = ["1", ".41", ".168", ".086", ".044", ".0115"]
ROUNDS, LIMIT = 12, 8.0


def forward(x, layers, omega):
    """h = sin(omega (W h + b)), the last layer linear; W masked as torch.nn.utils.prune does."""
    for i, (weight, mask, bias) in enumerate(layers):
        z = torch.nn.functional.linear(x, weight if mask is None else weight * mask, bias)
        x = torch.sin(omega * z) if i + 1 < len(layers) else z
    return x


def step(x, y, layers, omega):
    """The loss and its gradient."""
    loss = torch.mean((forward(x, layers, omega) - y) ** 2)
    return torch.autograd.grad(loss, [p for w, _, b in layers for p in (w, b)])


def load(path, masked):
    with safe_open(path, "pt") as file:
        omega = float(file.metadata()["omega"])
    t = load_file(path)
    layers = []
    while f"layers.{len(layers)}.linear.bias" in t:
        key = f"layers.{len(layers)}.linear."
        weight, mask = t[key + "weight_orig"], t[key + "weight_mask"]
        layers.append((weight.requires_grad_(), mask if masked else None,
                       t[key + "bias"].requires_grad_()))
    return layers, omega, t["coordinates"].T.contiguous(), t["targets"].T.contiguous(), t["output"].T


def timed(run):
    times = []
    for _ in range(3):
        run()
    begin = time.perf_counter()
    while len(times) < ROUNDS and (len(times) < 5 or time.perf_counter() - begin < LIMIT):
        start = time.perf_counter()
        run()
        times.append(1e3 * (time.perf_counter() - start))
    return [min(times), statistics.median(times)]


def steps(folder):
    result = {"torch": torch.__version__, "python": sys.version.split()[0], "difference": {}}
    for density in DENSITIES:
        layers, omega, x, y, ours = load(f"{folder}/net{density}.safetensors", density != "1")
        with torch.no_grad():
            difference = (forward(x, layers, omega) - ours).abs().max().item()
        result["difference"][density] = difference
        if not difference < 1e-5:
            sys.exit(f"density {density}: outputs differ by {difference}")
    for threads in (1, 2):
        torch.set_num_threads(threads)
        compiled = torch.compile(step)
        for density in DENSITIES:
            layers, omega, x, y, _ = load(f"{folder}/net{density}.safetensors", density != "1")
            result[f"eager {density} {threads}"] = timed(lambda: step(x, y, layers, omega))
            result[f"compiled {density} {threads}"] = timed(lambda: compiled(x, y, layers, omega))
            print(density, threads, file=sys.stderr)
        torch._dynamo.reset()
    print(json.dumps(result))


def init(omega, width=256):
    """SIREN's initialisation (Sitzmann et al. 2020)."""
    torch.manual_seed(1)
    layers = []
    for fan_in, fan_out in [(2, width)] + [(width, width)] * 3 + [(width, 3)]:
        bound = 1 / fan_in if fan_in == 2 else math.sqrt(6 / fan_in) / omega
        weight = torch.empty(fan_out, fan_in).uniform_(-bound, bound)
        bias = torch.empty(fan_out).uniform_(-1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in))
        layers.append((weight.requires_grad_(), None, bias.requires_grad_()))
    return layers


def fits(path, decibels):
    """Seconds until each picture is so good, from scratch, at the best of some rates and omegas."""
    torch.set_num_threads(2)
    t = load_file(path)
    x = t.pop("coordinates").T.contiguous()
    enough = 10 ** (-decibels / 10)

    def loss(y, layers, omega):
        return torch.mean((forward(x, layers, omega) - y) ** 2)

    compiled = torch.compile(loss)

    def fit(y, rate, omega, most):
        layers = init(omega)
        adam = torch.optim.Adam([p for w, _, b in layers for p in (w, b)], rate)
        start = time.perf_counter()
        for k in range(most):
            adam.zero_grad()
            value = compiled(y, layers, omega)
            if value.item() <= enough:
                return time.perf_counter() - start, k
            value.backward()
            adam.step()
        return math.nan, most

    names = sorted(t)
    targets = [t[n].T.contiguous() for n in names]
    tried = {}
    for omega in (30.0, 60.0):
        fit(targets[0], 1e-4, omega, 3)
        for rate in (5e-4, 1e-3):
            tried[(omega, rate)] = fit(targets[0], rate, omega, 150)
            print(omega, rate, tried[(omega, rate)], file=sys.stderr)
    omega, rate = min(tried, key=lambda k: tried[k][1])
    results = [fit(y, rate, omega, 600) for y in targets]
    print(json.dumps({"omega": omega, "rate": rate, "seconds": [s for s, _ in results],
                      "steps": [k for _, k in results]}))


if sys.argv[1] == "fit":
    fits(sys.argv[2], float(sys.argv[3]))
else:
    steps(sys.argv[1])
