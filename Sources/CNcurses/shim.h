#pragma once
// Wide characters are invisible to the importer unless this is set before the header.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <wchar.h>

// What the importer leaves out: macros, and globals that strict concurrency forbids.

// NULL where TERM names no terminal that is known.
static inline SCREEN *interleave_new_screen(void) { return newterm(NULL, stdout, stdin); }
static inline WINDOW *interleave_stdscr(void) { return stdscr; }
static inline int interleave_rows(void) { return LINES; }
static inline int interleave_columns(void) { return COLS; }
static inline int interleave_colors(void) { return COLORS; }
static inline int interleave_color_pairs(void) { return COLOR_PAIRS; }

static inline attr_t interleave_bold(void) { return WA_BOLD; }
static inline attr_t interleave_dim(void) { return WA_DIM; }
static inline attr_t interleave_underline(void) { return WA_UNDERLINE; }
static inline attr_t interleave_reverse(void) { return WA_REVERSE; }
static inline attr_t interleave_italic(void) {
#ifdef WA_ITALIC
  return WA_ITALIC;
#else
  return WA_NORMAL;
#endif
}

static inline void interleave_redraw_all(void) { clearok(curscr, TRUE); }
static inline const char *interleave_codeset(void) { return nl_langinfo(CODESET); }
static inline int interleave_columns_of(unsigned scalar) { return wcwidth((wchar_t)scalar); }

// `text` has a base character and its marks, and ends with 0. `pair` may be over 255.
static inline void interleave_set_cell(cchar_t *cell, const wchar_t *text, attr_t look, int pair) {
#ifdef NCURSES_EXT_COLORS
  setcchar(cell, text, look, 0, &pair);
#else
  setcchar(cell, text, look, (short)pair, NULL);
#endif
}

static inline int interleave_make_pair(int pair, int foreground, int background) {
#ifdef NCURSES_EXT_COLORS
  return init_extended_pair(pair, foreground, background);
#else
  return init_pair((short)pair, (short)foreground, (short)background);
#endif
}
