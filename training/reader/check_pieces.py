"""Check that our WordPiece gives the ids of the `tokenizers` library on every word of EWT, GUM and given texts.

python -m training.reader.check_pieces [TEXT ...]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tokenizers import Tokenizer

from dateline.annotate.wordpiece import WordPiece
from dateline.annotate.words import word_spans
from training.reader.corpora import conllu
from training.reader.model import package_folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments = parser.parse_args()
    words = {row[1] for path in sorted((arguments.data / "ud").glob("*.conllu")) for _, rows in conllu(path) for row in rows}
    for path in arguments.texts:
        text = path.read_text(encoding="utf-8")
        words |= {span.of(text) for span in word_spans(text)}
    folder = Path(package_folder())
    theirs = Tokenizer.from_file(str(folder / "tokenizer.json"))
    theirs.no_padding()
    theirs.no_truncation()
    ours = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    different = [word for word in sorted(words) if theirs.encode(word, add_special_tokens=False).ids not in (list(ours.pieces(word)), [])]
    print(f"{len(words)} distinct words, {len(different)} different: {different[:20]}")


if __name__ == "__main__":
    main()
