// What the terminal of stdout can show.
#pragma once

namespace klytics::app {

struct Terminal {
  bool is_there = false;  // else stdout is a file or a pipe
  int width = 80;         // columns
  bool colour = false;    // not when NO_COLOR is set, nor on a dumb terminal
  bool utf8 = false;      // by the locale of the environment
};

Terminal terminal_of_stdout();

}  // namespace klytics::app
