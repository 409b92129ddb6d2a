"""Tokens per second of the same model and the same work in PyTorch, for `-- engine --pytorch PYTHON` to compare with.

    python3 pytorch_engine.py rollout|training THREADS REPETITIONS VOCABULARY HIDDEN LAYERS HEADS KEY_VALUE_HEADS HEAD_SIZE INTERMEDIATE

Prints one number, the median. Plain PyTorch as one would write it with care: preallocated key/value cache, batched matrix
products, logits only where they are needed, no host synchronisation but for the sampled tokens. Rollout is done in step (all
sequences have the same length), which spares PyTorch the ragged batches that the managed engine is measured on.
"""
import os
import sys
import time

work = sys.argv[1]
threads, repetitions, vocabulary, hidden, layers, heads, kv_heads, head, intermediate = map(int, sys.argv[2:])
os.environ["OPENBLAS_NUM_THREADS"] = str(threads)  # read when the library is loaded

import torch
import torch.nn.functional as F

SEQUENCE, BATCH, OPEN, GIVEN, DECODED = 350, 16, 64, 40, 20
torch.set_num_threads(threads)
torch.manual_seed(7)


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = torch.nn.Linear(hidden, (heads + 2 * kv_heads) * head, bias=False)
        self.out = torch.nn.Linear(heads * head, hidden, bias=False)
        self.gate_up = torch.nn.Linear(hidden, 2 * intermediate, bias=False)
        self.down = torch.nn.Linear(intermediate, hidden, bias=False)
        self.norms = torch.nn.ParameterList([torch.nn.Parameter(torch.ones(n)) for n in (hidden, hidden, head, head)])

    def forward(self, x, rotary, mask, cache=None, start=0):  # x: (B, T, hidden)
        batch, count, _ = x.shape
        q, k, v = self.qkv(rms(x, self.norms[0])).split([heads * head, kv_heads * head, kv_heads * head], dim=-1)
        q = rotate(rms(q.view(batch, count, heads, head), self.norms[2]), rotary).transpose(1, 2)
        k = rotate(rms(k.view(batch, count, kv_heads, head), self.norms[3]), rotary).transpose(1, 2)
        v = v.view(batch, count, kv_heads, head).transpose(1, 2)
        if cache is not None:
            cache[0][:, :, start:start + count], cache[1][:, :, start:start + count] = k, v
            k, v = cache[0][:, :, :start + count], cache[1][:, :, :start + count]
        q = q.reshape(batch, kv_heads, heads // kv_heads * count, head)
        scores = q @ k.transpose(-1, -2) * head ** -0.5
        if mask is not None:
            scores = scores.view(batch, heads, count, -1) + mask
            scores = scores.view(batch, kv_heads, heads // kv_heads * count, -1)
        mixed = (scores.softmax(-1) @ v).view(batch, heads, count, head).transpose(1, 2).reshape(batch, count, heads * head)
        x = x + self.out(mixed)
        gate, up = self.gate_up(rms(x, self.norms[1])).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


def rms(x, weight):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * weight


def rotate(x, rotary):  # x: (B, T, heads, head)
    cos, sin = rotary
    left, right = x.chunk(2, dim=-1)
    return torch.cat([left * cos - right * sin, right * cos + left * sin], dim=-1)


embedding = torch.nn.Parameter(torch.randn(vocabulary, hidden) * 0.02)
last_norm = torch.nn.Parameter(torch.ones(hidden))
model = torch.nn.ModuleList([Layer() for _ in range(layers)])
angles = torch.outer(torch.arange(SEQUENCE * 2).float(), 1e6 ** (-torch.arange(head // 2).float() / (head // 2)))
COS, SIN = angles.cos()[:, None, :], angles.sin()[:, None, :]
causal = torch.full((SEQUENCE, SEQUENCE), float("-inf")).triu(1)


def training():
    parameters = [embedding, last_norm, *model.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=1e-5)
    count = BATCH * threads
    tokens = torch.randint(vocabulary, (count, SEQUENCE))
    # Turns: 40 tokens given, then 20 sampled; a token is predicted at the position before it.
    sampled = torch.tensor([i for i in range(1, SEQUENCE) if i % (GIVEN + DECODED) >= GIVEN])

    def step():
        x = embedding[tokens]
        for layer in model:
            x = layer(x, (COS[:SEQUENCE], SIN[:SEQUENCE]), causal)
        logits = rms(x[:, sampled - 1], last_norm) @ embedding.t()
        F.cross_entropy(logits.flatten(0, 1), tokens[:, sampled].flatten()).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return count * SEQUENCE

    return step


def rollout():
    count = OPEN * threads
    caches = [[torch.zeros(count, kv_heads, SEQUENCE * 2, head) for _ in range(2)] for _ in range(layers)]

    @torch.no_grad()
    def run():
        length, given, total = 0, torch.randint(vocabulary, (count, GIVEN)), 0
        decoded = 0
        while length < SEQUENCE:
            x, new = embedding[given], given.shape[1]
            rotary = COS[length:length + new], SIN[length:length + new]
            mask = None if new == 1 else torch.full((new, length + new), float("-inf")).triu(length + 1)
            for layer, cache in zip(model, caches):
                x = layer(x, rotary, mask, cache, length)
            length, total, decoded = length + new, total + count * new, decoded + 1
            given = torch.multinomial((rms(x[:, -1], last_norm) @ embedding.t()).softmax(-1), 1)
            if decoded % DECODED == 0:
                given = torch.cat([given, torch.randint(vocabulary, (count, GIVEN))], dim=1)
        return total

    return run


run = {"training": training, "rollout": rollout}[work]()
run()
rates = []
for _ in range(repetitions):
    started = time.perf_counter()
    rates.append(run() / (time.perf_counter() - started))
print(sorted(rates)[repetitions // 2])
