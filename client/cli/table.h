#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/cli/style.h"

namespace facet::cli {

struct Cell {
  std::string text;  // may hold anything: it is cleaned
  Colour colour = Colour::none;
};

// Rows under headings, aligned by display width (width.h), two spaces between columns.
class Table {
 public:
  // A heading that begins with '>' makes its column right-aligned.
  explicit Table(std::vector<std::string> headings);

  // As many cells as headings.
  void add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }

  // The heading and one line a row, without line ends. With `width`, no line is wider than that.
  std::vector<std::string> lines(const Style& style, std::optional<std::size_t> width = {}) const;

 private:
  std::string line(const std::vector<Cell>& row, const std::vector<std::size_t>& widths, const Style& style,
                   std::optional<std::size_t> width) const;

  std::vector<Cell> headings_;
  std::vector<bool> right_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace facet::cli
