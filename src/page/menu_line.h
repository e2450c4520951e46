/*
 * menu_line.h - lines that are menus, breadcrumbs, share bars or rows of facts about the page.
 *
 *   in    a line and its words
 *   out   is it one?
 *   uses  base/, lexicon.h
 */
#ifndef ANNALS_PAGE_MENU_LINE_H
#define ANNALS_PAGE_MENU_LINE_H

#include "page/lexicon.h"

/* Three words and more, most of them of menus (data/en/page/menu.txt), or none of them any other.
 * "World economy" is none. O(words). */
bool menu_line_has_menu_words(const struct lexicon *lexicon, const struct word *words,
                              uint32_t count);

/* Three parts and more of a few words each, between "|", ">" and their like: "Home > World",
 * "2 December | By A. Author | 3 comments". Two are enough when the first is a word of menus.
 * O(bytes). */
bool menu_line_has_parts(const struct lexicon *lexicon, struct slice line);

#endif
