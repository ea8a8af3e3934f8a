"""Train the shipped encoder: ``python -m index.train FOLDER --out index/encoder``."""

import argparse
import dataclasses
import sys
import time
from pathlib import Path

import torch
from tqdm import tqdm

from corpus.errors import TrolyError
from index.static import save_static
from index.train.batches import draw
from index.train.corpus import prepare
from index.train.optimise import Recipe, train


def main(arguments: list[str] | None = None) -> int:
    """Read the pairs, choose the features, train, write. Same folder and settings: same weights, up to rounding."""
    options = _options(arguments)
    recipe = Recipe(**{field.name: getattr(options, field.name) for field in dataclasses.fields(Recipe)})
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    try:
        material = prepare(options.folder, recipe, official=options.official, progress=_tell)
    except TrolyError as error:
        print(error, file=sys.stderr)
        return 2
    batches = draw(
        material.sources,
        material.weights,
        size=recipe.batch,
        run=recipe.run,
        drop=recipe.drop_accents,
        seed=recipe.seed,
    )
    with tqdm(total=recipe.steps, mininterval=5) as bar:

        def progress(step: int, loss: float) -> None:
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
            bar.update()

        vectors = train(batches, material.texts_with, recipe, progress=progress)
    settings = {
        **dataclasses.asdict(recipe),
        "official": options.official,
        "threads": options.threads,
        "sources": {
            name: {"pairs": len(source.passages.starts) - 1, "weight": material.weights[name]}
            for name, source in material.sources.items()
        },
    }
    save_static(options.out, material.vocabulary, vectors, bits=recipe.bits, settings=settings)
    print(f"{options.out}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.train", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the *.jsonl.xz pairs and raw/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the encoder to")
    parser.add_argument("--official", action="store_true", help="official texts only")
    parser.add_argument("--threads", type=int, default=2, help="threads of torch (default 2)")
    for field in dataclasses.fields(Recipe):
        option = "--" + field.name.replace("_", "-")
        if isinstance(field.default, tuple):
            parser.add_argument(option, type=int, nargs="+", default=field.default)
        else:
            parser.add_argument(option, type=type(field.default), default=field.default)
    options = parser.parse_args(arguments)
    options.prefixes = tuple(options.prefixes)
    return options


def _tell(name: str, count: int) -> None:
    print(f"{name}: {count:,}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
