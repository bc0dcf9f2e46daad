// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/json_content.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace veto::embedded {
namespace {

using nlohmann::json;

class ValueSax final : public json::json_sax_t {
 public:
  bool null() override { return add() != nullptr; }
  bool boolean(bool) override { return null(); }
  bool number_integer(number_integer_t) override { return null(); }
  bool number_unsigned(number_unsigned_t) override { return null(); }
  bool number_float(number_float_t, const string_t&) override { return null(); }
  bool binary(binary_t&) override { return null(); }
  bool string(string_t& text) override {
    Value* value = add();
    if (!value) return false;
    value->kind = Value::Kind::text;
    value->text = std::move(text);
    return true;
  }
  bool key(string_t& text) override { return string(text); }
  bool start_object(std::size_t) override { return open(Value::Kind::map); }
  bool start_array(std::size_t) override { return open(Value::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&,
                   const json::exception&) override {
    return false;
  }

  Value root;
  bool too_large = false;

 private:
  // A place for the next value; nothing when there have been enough.
  Value* add() {
    if (++values_ > kMaxValues || open_.size() > kMaxValueDepth)
      too_large = true;
    if (too_large) return nullptr;
    return open_.empty() ? &root : &open_.back()->items.emplace_back();
  }

  bool open(Value::Kind kind) {
    Value* value = add();
    if (!value) return false;
    value->kind = kind;
    open_.push_back(value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // Each the last item of the one before it, which does not grow before that
  // item is closed: the pointers hold.
  std::vector<Value*> open_;
  std::size_t values_ = 0;
};

}  // namespace

Result<Value> parse_json(std::string_view text) {
  ValueSax sax;
  if (text.size() <= kMaxDocumentBytes && json::sax_parse(text, &sax))
    return std::move(sax.root);
  if (text.size() > kMaxDocumentBytes || sax.too_large)
    return fail(ErrorKind::too_large, "JSON with too much in it");
  return fail(ErrorKind::damaged, "not JSON");
}

}  // namespace veto::embedded
