#include "client/cli/table.h"

#include <algorithm>
#include <cassert>

#include "client/cli/width.h"

namespace facet::cli {
namespace {

constexpr std::size_t kGap = 2;

}  // namespace

Table::Table(std::vector<std::string> headings) {
  for (std::string& heading : headings) {
    const bool right = !heading.empty() && heading.front() == '>';
    right_.push_back(right);
    headings_.push_back({heading.substr(right ? 1 : 0), Colour::bold});
  }
}

void Table::add(std::vector<Cell> row) {
  assert(row.size() == headings_.size());
  rows_.push_back(std::move(row));
}

std::string Table::line(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                        const Style& style, std::optional<std::size_t> width) const {
  std::string line;
  std::size_t used = 0;
  std::string blanks;  // owed before the next text: a line does not end in spaces
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t start = used + (i == 0 ? 0 : kGap);
    if (width && start >= *width) break;
    const std::size_t room = width ? std::min(widths[i], *width - start) : widths[i];
    const std::string text = fit(row[i].text, room);
    const std::size_t padding = room - std::min(room, display_width(text));
    if (i > 0) blanks.append(kGap, ' ');
    if (right_[i]) blanks.append(padding, ' ');
    if (!text.empty()) {
      line += blanks + style.paint(row[i].colour, text);
      blanks.clear();
    }
    if (!right_[i]) blanks.append(padding, ' ');
    used = start + room;
  }
  return line;
}

std::vector<std::string> Table::lines(const Style& style, std::optional<std::size_t> width) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    std::size_t widest = display_width(headings_[i].text);
    for (const auto& row : rows_) widest = std::max(widest, display_width(row[i].text));
    widths.push_back(widest);
  }
  std::vector<std::string> lines{line(headings_, widths, style, width)};
  for (const auto& row : rows_) lines.push_back(line(row, widths, style, width));
  return lines;
}

}  // namespace facet::cli
