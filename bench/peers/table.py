"""Makes the page of what run measured. Usage: table.py FOLDER."""
import json
import os
import platform
import statistics
import sys

folder = sys.argv[1]


def read(name):
    with open(f"{folder}/{name}") as file:
        return json.loads(file.read().strip().splitlines()[-1])


def processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":")[1].strip() for line in file if "model name" in line), "?")


torch, ours, summary = read("torch.json"), read("ours.json"), read("summary.json")
machine = summary["machine"]
print(f"Measured on {summary['date']}: {processor()}, {machine['processors']} processors, "
      f"{machine['vectorBits']}-bit vectors; {summary['jvm']}; "
      f"Python {torch['python']}, PyTorch {torch['torch']}, {platform.machine()}. "
      "Best of at least five, in milliseconds.\n")
print("| weights left | threads | PyTorch eager | PyTorch compiled | metasparse | ratio to the faster |")
print("|---|---|---|---|---|---|")
for density in ["1", ".41", ".168", ".086", ".044", ".0115"]:
    for threads in (1, 2):
        e, c = torch[f"eager {density} {threads}"][0], torch[f"compiled {density} {threads}"][0]
        o = ours[f"{density} {threads}"][0]
        print(f"| {100 * float(density):.4g} % | {threads} | {e:.0f} | {c:.0f} | {o:.1f} "
              f"| {min(e, c) / o:.1f} |")
print(f"\nLargest difference of outputs: {max(torch['difference'].values()):.1e} "
      "(31 684 points, all densities).")
if os.path.exists(f"{folder}/fit-ours.json"):
    theirs, mine = read("fit-torch.json"), read("fit-ours.json")
    a, b = statistics.mean(theirs["seconds"]), statistics.mean(mine["seconds"])
    print(f"\n{len(mine['seconds'])} held-out pictures to {mine['decibels']} dB, mean seconds: "
          f"from scratch in PyTorch (2 -> 256 x 4 -> 3, compiled, 2 threads, omega "
          f"{theirs['omega']:.0f}, Adam at {theirs['rate']:g}) {a:.1f} "
          f"({statistics.mean(theirs['steps']):.0f} steps); from the sparse network "
          f"({mine['network']}, {mine['weights']} weights) {b:.2f}: {a / b:.0f} times.")
