#!/usr/bin/env python3
"""Counts letter pairs, for guessing encodings: makes data/encodings/letters.txt.

  in    a folder with LANGUAGE.txt files: running text in UTF-8, a few hundred kilobytes each
  out   standard output: for each language its encodings and, for each pair of letters in a word,
        what the second costs after the first, in tenths of a natural logarithm

usage: letters.py FOLDER >data/encodings/letters.txt
"""
import collections
import math
import re
import sys

CYRILLIC = "windows-1251 koi8-r iso-8859-5 ibm866"
WESTERN = "windows-1252"
CENTRAL = "windows-1250 iso-8859-2"
ASCII = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

# How much rarer than windows-1252 each encoding is among pages that do not say theirs, in tenths of a
# natural logarithm: a judgement, after the shares that surveys of the web give.
HANDICAPS = {
    "windows-1252": 0,
    "windows-1251": 10,
    "windows-1250": 15,
    "iso-8859-2": 20,
    "windows-1254": 15,
    "windows-1253": 20,
    "iso-8859-7": 25,
    "windows-1256": 20,
    "iso-8859-6": 50,
    "windows-1255": 20,
    "iso-8859-8": 40,
    "windows-1257": 25,
    "iso-8859-13": 40,
    "koi8-r": 30,
    "koi8-u": 40,
    "iso-8859-5": 45,
    "ibm866": 60,
}

# Language, its encodings, its letters. The first encoding that fits best wins, so the commonest come first.
LANGUAGES = [
    ("fr", WESTERN, ASCII + "àâæçéèêëîïôœùûüÿñ"),
    ("de", WESTERN, ASCII + "äöüßéàè"),
    ("es", WESTERN, ASCII + "áéíóúüñç"),
    ("it", WESTERN, ASCII + "àèéìíòóùú"),
    ("pt", WESTERN, ASCII + "áâãàçéêíóôõúü"),
    ("ca", WESTERN, ASCII + "àçèéíïòóúü"),
    ("nl", WESTERN, ASCII + "ëïéèöüáóê"),
    ("sv", WESTERN, ASCII + "åäöéü"),
    ("da", WESTERN, ASCII + "æøåéäöü"),
    ("nb", WESTERN, ASCII + "æøåéòô"),
    ("fi", WESTERN, ASCII + "äöåé"),
    ("is", WESTERN, ASCII + "áðéíóúýþæö"),
    ("ru", CYRILLIC, RUSSIAN + "ё"),
    ("uk", "windows-1251 koi8-u iso-8859-5", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("be", "windows-1251 iso-8859-5", "абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
    ("bg", "windows-1251 iso-8859-5", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    ("sr", "windows-1251 iso-8859-5", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    ("mk", "windows-1251 iso-8859-5", "абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
    ("tr", "windows-1254", ASCII + "çğıöşüâîû"),
    ("pl", CENTRAL, ASCII + "ąćęłńóśźż"),
    ("cs", CENTRAL, ASCII + "áčďéěíňóřšťúůýž"),
    ("sk", CENTRAL, ASCII + "áäčďéíĺľňóôŕšťúýž"),
    ("hu", CENTRAL, ASCII + "áéíóöőúüű"),
    ("ro", CENTRAL, ASCII + "ăâîşţ"),
    ("hr", CENTRAL, ASCII + "čćđšž"),
    ("sl", CENTRAL, ASCII + "čšž"),
    ("el", "windows-1253 iso-8859-7", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    ("ar", "windows-1256 iso-8859-6", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ"),
    ("fa", "windows-1256", "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهيئءأؤ"),
    ("he", "windows-1255 iso-8859-8", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("lt", "windows-1257 iso-8859-13", ASCII + "ąčęėįšųūž"),
    ("lv", "windows-1257 iso-8859-13", ASCII + "āčēģīķļņšūž"),
    ("et", "windows-1257 iso-8859-13 windows-1252", ASCII + "äöõüšž"),
]

# Letters that the encodings do not have, as they are written there.
FOLDED = str.maketrans({"ș": "ş", "ț": "ţ", "ی": "ي", "İ": "i"})
EDGE = "_"
COST_MAX = 85  # of a pair that was not seen; it is not listed

# What stands in texts and is no letter, and what each costs. Everything else costs more.
MARKS = [
    (20, "¡¿\u00a0\u00ad«»‘’‚“”„‹›–—…•·€№،؛؟"),
    (45, "¢£¥§©ª¬®°±²³´µ¶¸¹º¼½¾÷×†‡‰™ˆ˜ـ־₪₫₴"),
]


def pair_counts(path, letters):
    pairs = collections.Counter()
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = re.sub(r"[A-Za-z0-9_.%&<-]*[_%&<0-9@/][A-Za-z0-9_.%&>-]*", " ", line)
            for word in re.findall(r"[^\W\d_]+", line.translate(FOLDED)):
                word = word.lower()
                if not all(letter in letters for letter in word):
                    continue
                word = EDGE + word + EDGE
                pairs.update(zip(word, word[1:]))
    return pairs


def costs_after(first, pairs, letters):
    total = sum(pairs[first, second] for second in letters + EDGE)
    for second in EDGE + letters:
        count = pairs[first, second]
        cost = round(-10 * math.log((count + 0.05) / (total + 0.05 * (len(letters) + 1))))
        if count > 0 and cost < COST_MAX:
            yield f"{second}{max(cost, 1)}"


def main():
    print("# What each letter costs after each other within words, in tenths of -ln(probability); _ is")
    print("# the edge of a word. Pairs that are not listed cost 85. Encodings of a language stand with")
    print("# a cost of their own, higher for rare ones; of equals, the first is preferred.")
    print("# marks: code points of what stands in texts beside letters, with their cost.")
    print("# Counted over the translated messages of Debian's gettext catalogues by train/letters.py.")
    for cost, marks in MARKS:
        print("marks", cost, " ".join(f"{ord(mark):X}" for mark in marks))
    for language, encodings, letters in LANGUAGES:
        pairs = pair_counts(f"{sys.argv[1]}/{language}.txt", letters)
        print("language", language, *(f"{name}+{HANDICAPS[name]}" for name in encodings.split()))
        for first in EDGE + letters:
            listed = list(costs_after(first, pairs, letters))
            if listed:
                print(first, *listed)


if __name__ == "__main__":
    main()
