// The folder of a run.
#pragma once
#include <stdbool.h>

// Makes it, for this user alone, with the folders that a run has in it. Returns a descriptor that
// locks it for as long as this process lives, or -1 with errno.
int make_run_folder(const char *path);

// Removes it with everything in it, whatever a program has made of it. Changes the current folder.
void remove_run_folder(const char *path);

// Removes folders beside this one whose supervisor was killed, and what still runs in them.
void remove_abandoned_folders(const char *path);

// Whether a file in it has grown to this size.
bool has_file_of_size(const char *path, long long size);

// Whether all files in it together take more than this many bytes of the disk.
bool takes_more_than(const char *path, long long size);
