"""Counts all overlapping occurrences of literal strings by pyahocorasick, for outside.rs and benches/compare.

    python3 pyahocorasick.py LITERALS TEXT     a string a line, a paragraph a line

Says `ready` and, for each line that arrives, makes a pass over the paragraphs in memory and answers with the seconds
it took and the hits it found.
"""
import sys
import time

import ahocorasick


def lines(path):
    with open(path, encoding="utf8", newline="\n") as file:
        return file.read().removesuffix("\n").split("\n")


automaton = ahocorasick.Automaton()
for literal in lines(sys.argv[1]):
    automaton.add_word(literal, literal)
automaton.make_automaton()
text = lines(sys.argv[2])
print("ready", flush=True)
for _ in sys.stdin:
    start = time.monotonic()
    hits = sum(sum(1 for _ in automaton.iter(paragraph)) for paragraph in text)
    print(f"{time.monotonic() - start:.9f} {hits}", flush=True)
