#pragma once
// Wide characters are invisible to the importer unless this is set before the header.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
