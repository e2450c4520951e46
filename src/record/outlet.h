/*
 * outlet.h - which outlet an article is of, when two have one name.
 *
 *   in    an outlet's name, an article's URL
 *   out   one text for both
 *   uses  arena
 */
#ifndef ANNALS_RECORD_OUTLET_H
#define ANNALS_RECORD_OUTLET_H

#include "base/arena.h"

/*
 * The name and the site: "The Herald|herald.co.zw". Two outlets of one name are told apart by their
 * sites; one outlet's hosts ("www.", "africa.") are one site: the last two labels of the host,
 * three where the last but one has at most three letters ("co.uk", "com.cn"). Unknown parts are
 * empty; two articles of which neither is known are of one outlet, as nothing shows that they are
 * independent. ERR_MEMORY or ERR_LIMIT (arena).
 */
bool outlet_site(struct slice name, struct slice url, struct arena *arena, struct slice *ret_outlet,
                 struct err *err);

#endif
