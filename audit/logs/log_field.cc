// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_field.h"

#include <charconv>

#include "audit/logs/log_time.h"

namespace veto::logs {
namespace {

template <typename T>
bool whole_number(std::string_view text, T& value) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool number_in(std::string_view text, int low, int high, int& value) {
  int found = 0;
  if (text.starts_with('-') || !whole_number(text, found) || found < low ||
      found > high)
    return false;
  value = found;
  return true;
}

bool take_count(std::string_view text, std::int64_t& bytes) {
  if (text == "-") {
    bytes = 0;
    return true;
  }
  return whole_number(text, bytes) && bytes >= 0;
}

bool take_whole(std::optional<UtcTime> time, TimeParts& parts) {
  if (time && !parts.whole) parts.whole = time;
  return time.has_value();
}

bool take_text(std::string_view text, std::string_view& out) {
  if (text != "-") out = text;
  return true;
}

// An empty value in JSON and without escaping may be an absent field.
bool take_agent(std::string_view text, RawLine& out) {
  out.user_agent = text;
  out.has_agent_field = out.escaping == Escaping::server || !text.empty();
  return true;
}

bool take_date(std::string_view text, TimeParts& time) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         number_in(text.substr(0, 4), 1970, 9999, time.year) &&
         number_in(text.substr(5, 2), 1, 12, time.month) &&
         number_in(text.substr(8, 2), 1, 31, time.day);
}

bool take_clock(std::string_view text, TimeParts& time) {
  return text.size() == 8 && text[2] == ':' && text[5] == ':' &&
         number_in(text.substr(0, 2), 0, 23, time.hour) &&
         number_in(text.substr(3, 2), 0, 59, time.minute) &&
         number_in(text.substr(6, 2), 0, 60, time.second);
}

bool take_zone(std::string_view text, TimeParts& time) {
  const auto offset = parse_zone(text);
  if (!offset) return false;
  time.offset = *offset;
  time.zone = true;
  return true;
}

bool take_month_name(std::string_view text, TimeParts& time) {
  const int month = month_of(text);
  if (month > 0) time.month = month;
  return month > 0;
}

bool take_fraction(std::string_view text, int scale, TimeParts& time) {
  int value = 0;
  if (!number_in(text, 0, 999'999, value)) return false;
  time.micros = value * scale;
  return true;
}

bool take_time(Field field, std::string_view text, TimeParts& time) {
  switch (field) {
    case Field::time_local:
      return take_whole(parse_log_time(text), time);
    case Field::time_iso:
      return take_whole(parse_iso_time(text), time);
    case Field::time_seconds:
      return take_whole(parse_epoch(text, 6), time);
    case Field::time_millis:
      return take_whole(parse_epoch(text, 3), time);
    case Field::time_micros:
      return take_whole(parse_epoch(text, 0), time);
    case Field::time_any:
      return take_whole(parse_any_time(text), time);
    case Field::year:
      return number_in(text, 1970, 9999, time.year);
    case Field::month:
      return number_in(text, 1, 12, time.month);
    case Field::month_name:
      return take_month_name(text, time);
    case Field::day:
      return number_in(text, 1, 31, time.day);
    case Field::hour:
      return number_in(text, 0, 23, time.hour);
    case Field::minute:
      return number_in(text, 0, 59, time.minute);
    case Field::second:
      return number_in(text, 0, 60, time.second);
    case Field::zone:
      return take_zone(text, time);
    case Field::milli:
      return take_fraction(text, 1000, time);
    case Field::micro:
      return take_fraction(text, 1, time);
    case Field::date:
      return take_date(text, time);
    case Field::clock:
      return take_clock(text, time);
    default:
      return false;
  }
}

}  // namespace

bool take_field(Field field, std::string_view text, RawLine& out,
                TimeParts& time) {
  switch (field) {
    case Field::skip:
    case Field::user:
    case Field::peer:
      return true;
    case Field::address:
      out.ip = text;
      return !text.empty();
    case Field::host:
      return take_text(text, out.host);
    case Field::request:
      out.request = text;
      return true;
    case Field::method:
      out.method = text;
      return true;
    case Field::target:
      out.target = text;
      return true;
    case Field::query:
      return take_text(text, out.query);
    case Field::status:
      return number_in(text, 100, 599, out.status);
    case Field::bytes:
      return take_count(text, out.bytes);
    case Field::referer:
      out.referer = text;
      return true;
    case Field::agent:
      return take_agent(text, out);
    case Field::signature_agent:
      return take_text(text, out.signature_agent);
    case Field::signature_input:
      return take_text(text, out.signature_input);
    case Field::signature:
      return take_text(text, out.signature);
    case Field::robots_tag:
      out.has_robots_tag = true;
      return take_text(text, out.robots_tag);
    case Field::tdm_reservation:
      out.has_tdm_reservation = true;
      return take_text(text, out.tdm_reservation);
    default:
      return take_time(field, text, time);
  }
}

bool finish_time(const TimeParts& time, RawLine& out) {
  if (time.whole) {
    out.time = *time.whole;
    return true;
  }
  if (!time.zone || time.second < 0) return false;
  const auto local = make_utc(time.year, time.month, time.day, time.hour,
                              time.minute, time.second);
  if (!local) return false;
  out.time = *local + std::chrono::microseconds(time.micros) -
             std::chrono::minutes(time.offset);
  return true;
}

}  // namespace veto::logs
