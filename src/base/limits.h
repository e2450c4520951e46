/*
 * limits.h - every named maximum of the program, in one place.
 *
 *   in    nothing
 *   out   constants; docs/limits.md explains each, and tests/docs checks that it lists them all
 *   uses  nothing
 *
 * Over a maximum the input is rejected with ERR_LIMIT and the maximum's name, or, where the comment
 * says so, what is over it is left out and the article flagged. Nothing is ever cut silently.
 */
#ifndef ANNALS_BASE_LIMITS_H
#define ANNALS_BASE_LIMITS_H

/* One input document (a page, a text, one JSONL line) after decompression. */
#define DOCUMENT_BYTES_MAX ((size_t)32 << 20)
/* One input file after decompression; archives of many documents stream, so this bounds time only.
 */
#define FILE_BYTES_MAX ((uint64_t)1 << 40)
/* Output bytes per input byte of gzip or zstd, once the output is over
 * COMPRESSION_RATIO_FREE_BYTES. */
#define COMPRESSION_RATIO_MAX 400
#define COMPRESSION_RATIO_FREE_BYTES ((uint64_t)1 << 20)
/* gzip or zstd data inside gzip or zstd data. */
#define COMPRESSION_LEVELS_MAX 2
/* Base 2 logarithm of the window, in bytes, that zstd data may ask us to keep: 128 MiB, which is
 * what `zstd --long` writes. */
#define ZSTD_WINDOW_LOG_MAX 27
/* Bytes of an input file held at a time, for each level of compression. */
#define STREAM_BUFFER_BYTES ((size_t)256 << 10)
/* Bytes at the start of a page in which it may declare its encoding, and of any file by which it
 * is told from pictures and archives. */
#define ENCODING_PRESCAN_BYTES ((size_t)4096)
/* Bytes of a document by whose letters an undeclared encoding is guessed. */
#define ENCODING_GUESS_BYTES_MAX ((size_t)16 << 10)
/* Folders inside folders inside an INPUT. */
#define FOLDER_DEPTH_MAX 64
/* Files found under all INPUTs of one run. */
#define INPUT_FILES_MAX ((size_t)50000000)
/* One file of a user's --data folder. */
#define DATA_FILE_BYTES_MAX ((size_t)64 << 20)
/* Bytes of one path. */
#define PATH_BYTES_MAX ((size_t)4096)
/* Nested values in one JSON document. */
#define JSON_DEPTH_MAX 128
/* Elements inside elements; deeper ones are kept as children of the element at this depth. */
#define HTML_DEPTH_MAX 512
/* Elements and texts of one page. */
#define HTML_NODES_MAX ((size_t)4000000)
/* Attributes kept of one element; further ones are ignored. */
#define HTML_ATTRIBUTES_MAX ((size_t)256)
/* Blocks (paragraph candidates) of one page or text. */
#define PAGE_BLOCKS_MAX ((size_t)200000)
/* Text of one article. Offsets are 32 bits. */
#define ARTICLE_BYTES_MAX ((size_t)16 << 20)
/* Memory of one article with all its layers. */
#define ARTICLE_ARENA_BYTES_MAX ((size_t)1 << 30)
/* Tokens of one sentence; a longer one is split at the best point and flagged. */
#define SENTENCE_TOKENS_MAX ((size_t)400)
/* Events coded in one sentence. */
#define EVENTS_OF_SENTENCE_MAX ((size_t)64)
/* Bytes of one token; a longer run of characters is split. */
#define TOKEN_BYTES_MAX ((size_t)256)
/* Bytes of title, byline, outlet, URL and id; longer metadata is left out and the article flagged.
 */
#define TITLE_BYTES_MAX ((size_t)2000)
#define BYLINE_BYTES_MAX ((size_t)500)
#define OUTLET_BYTES_MAX ((size_t)200)
#define URL_BYTES_MAX ((size_t)4000)
#define ID_BYTES_MAX ((size_t)500)
/* Years that a publication date may have; outside them it is no date. */
#define PUBLISHED_YEAR_MIN 1800
#define PUBLISHED_YEAR_MAX 2100
/* Threads that --jobs may ask for. */
#define JOBS_MAX 256
/* New rows (articles and rejections) in one transaction of the store. */
#define STORE_BATCH_ROWS 512
/* Memory for the mentions that hang together and are parted into events at once. */
#define RECORD_ARENA_BYTES_MAX ((size_t)1 << 30)
/* Text of the new articles in one transaction; the one that reaches it is the batch's last. */
#define STORE_BATCH_BYTES ((uint64_t)64 << 20)
/* annals serve: connections at once, and what a connection may send before its request is whole. */
#define SERVE_CONNECTIONS_MAX 256
#define SERVE_REQUEST_BYTES_MAX ((size_t)32 << 10)
/* A connection on which nothing happens is closed, and one whose request is not whole by then. */
#define SERVE_IDLE_S 30
#define SERVE_REQUEST_S 20
/* A request's target, and the parameters in it. */
#define SERVE_TARGET_BYTES_MAX ((size_t)8192)
#define SERVE_PARAMETERS_MAX 32
/* Rows of one page of a list: when nothing is said, and at most. */
#define SERVE_ROWS_DEFAULT 100
#define SERVE_ROWS_MAX 1000
/* One answer in memory, and one list written out to a file. */
#define SERVE_ANSWER_BYTES_MAX ((size_t)64 << 20)
#define SERVE_EXPORT_BYTES_MAX ((uint64_t)4 << 30)
/* What the queries of one request may take, those of a list written out, and waiting for a
 * connection to the store. */
#define SERVE_QUERY_MS_MAX 10000
#define SERVE_EXPORT_MS_MAX 300000
#define SERVE_WAIT_MS 10000
/* Connections to the store. */
#define SERVE_READERS_MAX 6
/* Answers kept while the store does not change: so many, and so much. */
#define SERVE_CACHE_ENTRIES 1024
#define SERVE_CACHE_BYTES_MAX ((size_t)32 << 20)
/* What requests under way are given when the server is asked to stop. */
#define SERVE_STOP_MS 5000
/* The least length of a token, in bytes. */
#define SERVE_TOKEN_BYTES_MIN 16

/* A report for people (annals report): events, reports of one event, speakers, statements of one
 * speaker, articles that nothing cites, countries of the matrix, places of the map, and code points
 * of one text. The page says what it leaves out. */
#define REPORT_EVENTS_MAX 200
#define REPORT_MENTIONS_MAX 40
#define REPORT_SPEAKERS_MAX 40
#define REPORT_STATEMENTS_MAX 80
#define REPORT_SOURCES_MAX 200
#define REPORT_COUNTRIES_MAX 12
#define REPORT_PLACES_MAX 60
#define HTML_TEXT_CHARACTERS_MAX 3000

/* Articles that hang together by their words; more are cut where they hang together least before
 * they are parted into stories. */
#define STORY_NODES_MAX ((size_t)4000)

#endif
