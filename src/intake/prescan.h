/*
 * prescan.h - what a page says of its own encoding.
 *
 *   in    the first bytes of an HTML page
 *   out   the label in its XML declaration or <meta>
 *   uses  base/
 */
#ifndef ANNALS_INTAKE_PRESCAN_H
#define ANNALS_INTAKE_PRESCAN_H

#include "base/slice.h"

/* The label that the page's XML declaration, <meta charset> or <meta http-equiv=content-type>
 * gives, as written: a view into head. False when there is none. O(head), thread safe. */
bool prescan_label(struct slice head, struct slice *ret_label);

#endif
