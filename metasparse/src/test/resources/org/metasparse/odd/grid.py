"""Prints where a signal's points lie, by the lines that 'metasparse export --help' gives."""
import json
import torch

for m in [
    {"grid.sizes": "[4,7]", "grid.extents": "[0.5,1]"},
    {"grid.sizes": "[3,2,5]", "grid.extents": "[1,0.25,1]"},
    {"grid.sizes": "[1,3]", "grid.extents": "[0.5,1]"},
]:
    axes = [e * torch.linspace(-1, 1, n) if n > 1 else torch.zeros(1)
            for n, e in zip(json.loads(m["grid.sizes"]), json.loads(m["grid.extents"]))]
    x = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)
    print(m["grid.sizes"], m["grid.extents"])
    for point in x.reshape(-1, len(axes)).tolist():
        print(*point)
