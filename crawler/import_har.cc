// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_har.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "crawler/har_entry.h"

namespace veto::crawler {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxHarFields = 2000;
constexpr std::string_view kEntry = "log.entries.[].";

// Follows where in the document it is and keeps what entries are made of.
class HarSax final : public json::json_sax_t {
 public:
  HarSax(const ImportLimits& limits, const ImportSinks& sinks)
      : limits_(limits), sinks_(sinks) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool number_integer(number_integer_t value) override {
    return number(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return number(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t&) override {
    return number(value);
  }
  bool string(string_t& value) override {
    if (in_entry()) take(path(), value);
    return true;
  }
  bool start_object(std::size_t) override {
    if (!push(false)) return false;
    if (at_entry()) {
      entry_ = HarEntry();
      entry_.number = ++entries_;
    }
    if (path() == "log.entries.[].response.headers.[].") begin_field();
    return true;
  }
  bool end_object() override {
    bool good = true;
    if (at_entry()) {
      status = hand_over(std::move(entry_), limits_, sinks_);
      good = status.has_value();
    }
    frames_.pop_back();
    return good;
  }
  bool start_array(std::size_t) override {
    if (!push(true)) return false;
    saw_entries = saw_entries || path() == "log.entries.[]";
    return true;
  }
  bool end_array() override {
    frames_.pop_back();
    return true;
  }
  bool key(string_t& name) override {
    frames_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const json::exception&) override {
    status =
        fail(ErrorKind::damaged, fmt::format("not JSON at byte {}", position));
    return false;
  }

  Status status;
  bool saw_entries = false;

 private:
  struct Frame {
    bool array = false;
    std::string key;
  };

  bool push(bool array) {
    if (frames_.size() == kMaxHarDepth) {
      status = fail(ErrorKind::damaged,
                    fmt::format("nested more than {} deep", kMaxHarDepth));
      return false;
    }
    frames_.push_back({array, {}});
    return true;
  }

  // "log.entries.[].request.url"
  std::string path() const {
    std::string text;
    for (const Frame& frame : frames_) {
      if (!text.empty()) text += '.';
      text += frame.array ? "[]" : frame.key;
    }
    return text;
  }

  bool in_entry() const {
    return frames_.size() >= 4 && frames_[0].key == "log" &&
           frames_[1].key == "entries" && frames_[2].array;
  }
  bool at_entry() const { return frames_.size() == 4 && in_entry(); }

  bool number(double value) {
    if (!in_entry()) return true;
    const std::string at = path();
    if (at == "log.entries.[].response.status" && value >= 0 && value < 1000)
      entry_.status = static_cast<int>(value);
    if (at == "log.entries.[].response.content.size") entry_.size = value;
    return true;
  }

  void take(std::string_view at, std::string& value) {
    if (!at.starts_with(kEntry)) return;
    at.remove_prefix(kEntry.size());
    if (at == "startedDateTime") entry_.started = std::move(value);
    if (at == "serverIPAddress") entry_.ip = std::move(value);
    if (at == "request.method") entry_.method = std::move(value);
    if (at == "request.url") entry_.url = std::move(value);
    if (at == "response.statusText") entry_.status_text = std::move(value);
    if (at == "response.content.mimeType") entry_.mime_type = std::move(value);
    if (at == "response.content.encoding") entry_.encoding = std::move(value);
    if (at == "response.content.text") {
      entry_.text = std::move(value);
      entry_.has_text = true;
    }
    if (at == "response.headers.[].name" && field_open_)
      entry_.headers.back().first = std::move(value);
    if (at == "response.headers.[].value" && field_open_)
      entry_.headers.back().second = std::move(value);
  }

  void begin_field() {
    field_open_ = entry_.headers.size() < kMaxHarFields;
    if (field_open_) entry_.headers.emplace_back();
  }

  const ImportLimits& limits_;
  const ImportSinks& sinks_;
  std::vector<Frame> frames_;
  HarEntry entry_;
  std::uint64_t entries_ = 0;
  bool field_open_ = false;
};

}  // namespace

Status read_har(std::istream& in, const ImportLimits& limits,
                const ImportSinks& sinks) {
  HarSax sax(limits, sinks);
  const bool whole = json::sax_parse(in, &sax);
  if (!sax.status) return sax.status;
  if (!whole || !sax.saw_entries)
    return fail(ErrorKind::damaged, "JSON, but no HAR: it has no log.entries");
  return {};
}

}  // namespace veto::crawler
