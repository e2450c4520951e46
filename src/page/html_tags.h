/*
 * html_tags.h - the HTML elements that page/ tells apart.
 *
 *   in    nothing
 *   out   enum html_tag, one value per element of the HTML standard and some of its past
 *   uses  nothing
 */
#ifndef ANNALS_PAGE_HTML_TAGS_H
#define ANNALS_PAGE_HTML_TAGS_H

/* X(constant, name), sorted by name: html.c looks names up by binary search. */
/* clang-format off */
#define HTML_TAGS(X)                                                                                         \
    X(A, "a")                                                                                                \
    X(ABBR, "abbr")                                                                                          \
    X(ADDRESS, "address")                                                                                    \
    X(AMP_IMG, "amp-img") X(ARTICLE, "article") X(ASIDE, "aside") X(AUDIO, "audio") X(B, "b") X(             \
        BASE, "base") X(BLOCKQUOTE, "blockquote") X(BODY, "body") X(BR, "br") X(BUTTON, "button")            \
        X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center") X(CITE, "cite")                        \
            X(CODE, "code") X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DIALOG, "dialog")              \
                X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") X(EMBED, "embed")                          \
                    X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") X(FIGURE, "figure")                  \
                        X(FONT, "font") X(FOOTER, "footer") X(FORM, "form") X(H1, "h1")                      \
                            X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(                   \
                                HEAD, "head") X(HEADER, "header") X(HGROUP, "hgroup") X(HR, "hr")            \
                                X(                                                                           \
                                    HTML,                                                                    \
                                    "html") X(I, "i") X(IFRAME, "iframe")                                    \
                                    X(IMG, "img") X(INPUT, "input") X(INS, "ins") X(KBD, "kbd") X(           \
                                        LABEL,                                                               \
                                        "label") X(LEGEND,                                                   \
                                                   "legend") X(LI,                                           \
                                                               "li") X(LINK,                                 \
                                                                       "link") X(MAIN, "main")               \
                                        X(MAP, "map") X(MARK, "mark") X(MENU, "menu") X(                     \
                                            META,                                                            \
                                            "meta")                                                          \
                                            X(NAV,                                                           \
                                              "nav") X(NOFRAMES,                                             \
                                                       "noframes") X(NOSCRIPT,                               \
                                                                     "noscript") X(OBJECT,                   \
                                                                                   "object") X(OL,           \
                                                                                               "o"           \
                                                                                               "l")          \
                                                X(OPTION,                                                    \
                                                  "option") X(P, "p") X(PARAM, "param")                      \
                                                    X(PICTURE, "picture") X(                                 \
                                                        PRE, "pre") X(Q, "q")                                \
                                                        X(S, "s") X(SAMP, "samp") X(SCRIPT, "scri"           \
                                                                                            "pt") X(         \
                                                            SECTION,                                         \
                                                            "section") X(SELECT,                             \
                                                                         "sele"                              \
                                                                         "ct")                               \
                                                            X(SMALL,                                         \
                                                              "small") X(SOURCE,                             \
                                                                         "sour"                              \
                                                                         "ce") X(SPAN,                       \
                                                                                 "span") X(STRONG, "strong") \
                                                                X(STYLE, "style") X(                         \
                                                                    SUB,                                     \
                                                                    "sub") X(SUMMARY, "summary")             \
                                                                    X(SUP, "sup") X(                         \
                                                                        SVG,                                 \
                                                                        "svg") X(TABLE,                      \
                                                                                 "table")                    \
                                                                        X(TBODY, "tbody") X(TD, "td") X(     \
                                                                            TEMPLATE,                        \
                                                                            "te"                             \
                                                                            "mp"                             \
                                                                            "la"                             \
                                                                            "t"                              \
                                                                            "e") X(TEXTAREA,                 \
                                                                                   "textare"                 \
                                                                                   "a")                      \
                                                                            X(TFOOT, "tfoot") X(             \
                                                                                TH,                          \
                                                                                "th") X(THEAD, "t"           \
                                                                                               "h"           \
                                                                                               "e"           \
                                                                                               "a"           \
                                                                                               "d")          \
                                                                                X(TIME,                      \
                                                                                  "tim"                      \
                                                                                  "e") X(TITLE,              \
                                                                                         "tit"               \
                                                                                         "le") X(TR,         \
                                                                                                 "t"         \
                                                                                                 "r")        \
                                                                                    X(TRACK,                 \
                                                                                      "trac"                 \
                                                                                      "k") X(U,              \
                                                                                             "u")            \
                                                                                        X(UL, "u"            \
                                                                                              "l") X(        \
                                                                                            VAR,             \
                                                                                            "va"             \
                                                                                            "r")             \
                                                                                            X(VIDEO,         \
                                                                                              "vi"           \
                                                                                              "de"           \
                                                                                              "o")

enum html_tag {
    HTML_TAG_DOCUMENT, /* node 0 */
    HTML_TAG_TEXT,
    HTML_TAG_UNKNOWN,
#define HTML_TAG_CONSTANT(constant, name) HTML_TAG_##constant,
    HTML_TAGS(HTML_TAG_CONSTANT)
#undef HTML_TAG_CONSTANT
        HTML_TAG_COUNT
};

#endif
