/*
 * stories.h - which articles are on one happening.
 *
 *   in    articles that hang together by their similarities
 *   out   stories
 *   uses  arena
 */
#ifndef ANNALS_RECORD_STORIES_H
#define ANNALS_RECORD_STORIES_H

#include "base/arena.h"

/* Articles are linked from this similarity on (of SIMILARITY_ONE). */
#define STORY_LINK_MIN 200
/* By how much the demand on links is raised where too many articles hang together, and up to where:
 * what hangs together by that is one story, however many they are. */
#define STORY_CUT_STEP 50
#define STORY_CUT_MAX 900

struct story_link {
    uint32_t a, b;       /* nodes, a != b; each pair at most once */
    uint32_t similarity; /* STORY_LINK_MIN to SIMILARITY_ONE */
};

/*
 * Parts linked articles into stories: of all pairs of stories the two with the greatest mean
 * similarity between their articles are joined (what is not linked counts as 0, so that no chain
 * of neighbours makes a story), until none is at STORY_MEAN_MIN. Average linkage: Sokal and
 * Michener 1958.
 *
 * Nodes are numbers from 0 in an order that depends on content alone; the outcome depends on that
 * order and the links, not on the links' order. ret_story[node] is the least node of its story.
 * More than STORY_NODES_MAX nodes that hang together are first cut where they hang together least;
 * so many that hang together by the strongest links alone are one story.
 * O(links log links) for parts of bounded size. False with ERR_MEMORY or ERR_LIMIT; scratch is used
 * and rewound.
 */
bool stories_part(size_t node_count, const struct story_link *links, size_t link_count,
                  struct arena *scratch, uint32_t *ret_story, struct err *err);

#endif
