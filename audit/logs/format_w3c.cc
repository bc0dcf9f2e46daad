// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_w3c.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "audit/logs/format_program.h"
#include "audit/logs/log_field.h"
#include "base/text.h"

namespace veto::logs {
namespace {

struct W3cField {
  std::string_view name;
  Field field;
};

constexpr W3cField kW3cNames[] = {
    {"date", Field::date},           {"time", Field::clock},
    {"c-ip", Field::address},        {"cs-method", Field::method},
    {"cs-uri-stem", Field::target},  {"cs-uri-query", Field::query},
    {"sc-status", Field::status},    {"sc-bytes", Field::bytes},
    {"cs(Referer)", Field::referer}, {"cs(User-Agent)", Field::agent},
    {"cs-host", Field::host},        {"x-host-header", Field::host},
};

constexpr Field kW3cNeeded[] = {Field::date,   Field::clock,  Field::address,
                                Field::method, Field::target, Field::status,
                                Field::bytes};

// What the lines hold, in order; empty while that is not known, or is too
// little to be judged.
class W3cReader {
 public:
  bool parse(std::string_view line, RawLine& out);

 private:
  void read_fields(std::string_view text);

  std::vector<Field> fields_;
};

void W3cReader::read_fields(std::string_view text) {
  fields_.clear();
  for (std::size_t at = text.find_first_not_of(" \t");
       at != std::string_view::npos; at = text.find_first_not_of(" \t", at)) {
    const std::size_t end =
        std::min(text.find_first_of(" \t", at), text.size());
    const std::string_view name = text.substr(at, end - at);
    const auto* known = std::ranges::find_if(
        kW3cNames,
        [&](const W3cField& one) { return iequals(one.name, name); });
    fields_.push_back(known == std::end(kW3cNames) ? Field::skip
                                                   : known->field);
    at = end;
  }
  for (Field field : kW3cNeeded)
    if (std::ranges::count(fields_, field) != 1) return fields_.clear();
}

bool W3cReader::parse(std::string_view line, RawLine& out) {
  if (line.starts_with('#')) {
    if (line.starts_with(kW3cFields))
      read_fields(line.substr(kW3cFields.size()));
    return false;
  }
  const char between = line.contains('\t') ? '\t' : ' ';
  out.escaping = between == '\t' ? Escaping::percent : Escaping::plus;
  TimeParts time;
  time.zone = true;
  bool ended = fields_.empty();
  for (Field field : fields_) {
    if (ended) return false;
    const std::size_t end = std::min(line.find(between), line.size());
    if (!take_field(field, line.substr(0, end), out, time)) return false;
    ended = end == line.size();
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  // An absent user agent is "-".
  out.has_agent_field = !out.user_agent.empty();
  return ended && !fields_.empty() && finish_time(time, out);
}

}  // namespace

Format w3c_format() {
  return {
      .name = "w3c",
      .parse = [reader = W3cReader()](
                   std::string_view line,
                   RawLine& out) mutable { return reader.parse(line, out); },
      .self_delimiting = false,
      .weakness = std::string(kSizeWithHeader)};
}

}  // namespace veto::logs
