/*
 * html.h - HTML written safely: text is escaped, addresses are http(s) or left out.
 *
 *   in    any UTF-8 text, also hostile
 *   out   HTML appended to a buffer
 *   uses  base/
 */
#ifndef ANNALS_EXPORT_HTML_H
#define ANNALS_EXPORT_HTML_H

#include "base/buf.h"

/* Markup of our own, as it stands. */
void html_raw(struct buf *out, const char *markup);
__attribute__((format(printf, 2, 3))) void html_printf(struct buf *out, const char *format, ...);

/* Text, also inside a quoted attribute: & < > " ' are escaped; controls and marks that turn the
 * direction of text (unicode_is_unsafe) become U+FFFD. */
void html_text(struct buf *out, struct slice text);
/* At most HTML_TEXT_CHARACTERS_MAX code points of it, and the words that say that there is more. */
void html_text_bounded(struct buf *out, struct slice text);
/* Text that may be in any script, so that it does not turn what stands beside it. */
void html_name(struct buf *out, struct slice text);
/* A number with a narrow space between thousands: 12 345. */
void html_number(struct buf *out, uint64_t number);

/* True for an http or https address without spaces and controls. */
bool html_is_link(struct slice address);
/* A link to the address with this text, or the text alone when it is no such address. */
void html_link(struct buf *out, struct slice address, struct slice text);

#endif
