// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which heading (h1 to h6) belongs to a picture: the one around it; else, of
// the last one that ended before it and the first one after it, the one with
// which it shares more of its open elements (the one before, where that is
// equal). Headings without words are passed over.
//
// Places are depths: how many elements are open around something. What two
// places share only shrinks, to the depth of whatever ceases to be open between
// them, so no path is kept and time is linear in the elements told.

#ifndef VETO_CRAWLER_HEADING_FINDER_H_
#define VETO_CRAWLER_HEADING_FINDER_H_

#include <memory>
#include <string>
#include <vector>

namespace veto::crawler {

class HeadingFinder {
 public:
  // Where the words of the innermost open heading go; null where none is open.
  std::string* words() { return open_.empty() ? nullptr : open_.back().get(); }

  void open() { open_.push_back(std::make_shared<std::string>()); }
  // An element that stood at `depth` is no longer open.
  void left(std::size_t depth);
  // The innermost open heading, which stood at `depth`, ends; after left().
  void close(std::size_t depth);

  // A picture at `depth`; they are numbered from 0.
  void add_picture(std::size_t depth);
  // Once everything has ended: "" where there is none.
  const std::string& heading_of(std::size_t picture) const;

 private:
  using Words = std::shared_ptr<std::string>;
  struct Near {
    Words words;  // null: none yet
    std::size_t shared = 0;
  };
  struct Picture {
    Words around;
    Near before;
    Near after;
  };

  std::vector<Words> open_;
  Near last_;  // that ended
  std::vector<Picture> pictures_;
  // The pictures from here on wait for the next heading. What they share with
  // the place at hand grows from one to the next.
  std::size_t first_waiting_ = 0;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HEADING_FINDER_H_
