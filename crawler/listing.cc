// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/gzip.h"
#include "base/text.h"
#include "base/xml_reader.h"
#include "crawler/image_name.h"

namespace veto::crawler {
namespace {

using Form = Listing::Form;

// Gathers URLs within the bounds and says what was left out.
class ListingCollector {
 public:
  ListingCollector(const Url& base, Listing& listing)
      : base_(base), listing_(listing) {}

  void page(std::string_view text) {
    add(text, listing_.pages, named() < kMaxListed);
  }
  void listing(std::string_view text) {
    add(text, listing_.listings, named() < kMaxListed);
  }
  void image(std::string_view text) {
    add(text, listing_.images, listing_.images.size() < kMaxListedImages);
  }
  // What should have been a URL and is none.
  void reject(std::string_view text) {
    if (bad_++ == 0) example_ = std::string(text.substr(0, 200));
  }
  bool has_enough() const { return full_; }

  bool is_image(std::string_view text) const {
    const auto url = Url::parse(trim(text), base_);
    return url && names_image(*url);
  }

  // The first of these is the more serious.
  std::string problem() const {
    if (full_)
      return fmt::format(
          "lists more than {} URLs or {} images; the rest was not read",
          kMaxListed, kMaxListedImages);
    if (bad_ > 0)
      return fmt::format("{} entries are no http or https URL, for example {}",
                         bad_, printable(example_, 200));
    return {};
  }

 private:
  std::size_t named() const {
    return listing_.pages.size() + listing_.listings.size();
  }

  void add(std::string_view text, std::vector<std::string>& list, bool fits) {
    if (!fits) {
      full_ = true;
      return;
    }
    const auto url = Url::parse(trim(text), base_);
    if (url && url->is_http()) {
      list.push_back(url->without_fragment());
      return;
    }
    reject(text);
  }

  const Url& base_;
  Listing& listing_;
  bool full_ = false;
  std::size_t bad_ = 0;
  std::string example_;
};

Form form_of(std::string_view root) {
  if (root == "urlset") return Form::urlset;
  if (root == "sitemapindex") return Form::index;
  if (root == "rss" || root == "RDF") return Form::rss;
  if (root == "feed") return Form::atom;
  return Form::none;
}

// One pass over a sitemap or feed.
class ListingHandler : public XmlHandler {
 public:
  ListingHandler(ListingCollector& collector, Listing& listing)
      : collector_(collector), listing_(listing) {}

  void open(std::string_view name, const XmlAttributes& given) override {
    const std::string_view local = local_name(name);
    if (path_.empty()) listing_.form = form_of(local);
    if (listing_.form == Form::rss) {
      open_in_rss(local, given);
    } else if (listing_.form == Form::atom) {
      open_in_atom(local, given);
    } else if (local == "link" && parent() == "url") {
      // xhtml:link rel="alternate": the page in another language.
      if (given.find("rel") == "alternate") page_from(given, "href");
    }
    path_.emplace_back(local);
    text_.clear();
  }

  void close(std::string_view name) override {
    path_.pop_back();
    const std::string_view local = local_name(name);
    if (listing_.form == Form::rss) {
      close_in_rss(local);
    } else if (listing_.form == Form::atom) {
      if ((local == "logo" || local == "icon") && parent() == "feed" &&
          !trim(text_).empty())
        collector_.image(text_);
    } else {
      close_in_sitemap(local);
    }
    text_.clear();
  }

  void text(std::string_view piece) override {
    // One byte more than a URL may have makes it none.
    const std::size_t room = Url::kMaxBytes + 1 - text_.size();
    text_ += piece.substr(0, room);
  }

  bool has_enough() const override {
    return listing_.form == Form::none || collector_.has_enough();
  }

 private:
  std::string_view parent() const {
    return path_.empty() ? std::string_view() : path_.back();
  }

  void page_from(const XmlAttributes& given, std::string_view name) {
    if (const auto url = given.find(name)) collector_.page(*url);
  }

  // What is not said to be a picture is taken for one by its name alone.
  void image_from(const XmlAttributes& given, std::string_view name) {
    const auto url = given.find(name);
    if (!url) return;
    const auto type = given.find("type");
    const bool says = given.find("medium") == "image" ||
                      (type && type->starts_with("image/"));
    const bool silent = !given.find("medium") && !type;
    if (says || (silent && collector_.is_image(*url))) collector_.image(*url);
  }

  void open_in_rss(std::string_view local, const XmlAttributes& given) {
    if (local == "item") {
      linked_ = false;
      guid_.clear();
    } else if (local == "link" && parent() == "item" && given.find("href")) {
      const auto rel = given.find("rel");
      if (rel && *rel != "alternate") return;
      linked_ = true;
      page_from(given, "href");
    } else if (local == "guid") {
      is_link_ = given.find("isPermaLink") != "false";
    } else if (local == "enclosure" || local == "content") {
      image_from(given, "url");
    } else if (local == "thumbnail") {
      if (const auto url = given.find("url")) collector_.image(*url);
    } else if (local == "image") {
      if (const auto url = given.find("href")) collector_.image(*url);
    }
  }

  void close_in_rss(std::string_view local) {
    if (trim(text_).empty() && local != "item") return;
    if (local == "link" && parent() == "item") {
      linked_ = true;
      collector_.page(text_);
    } else if (local == "guid" && parent() == "item" && is_link_) {
      guid_ = text_;
    } else if (local == "url" && parent() == "image") {
      collector_.image(text_);
    } else if (local == "item" && !linked_ && !guid_.empty()) {
      collector_.page(guid_);
    }
  }

  void open_in_atom(std::string_view local, const XmlAttributes& given) {
    if (local == "link" && parent() == "entry") {
      const auto rel = given.find("rel");
      if (!rel || *rel == "alternate") page_from(given, "href");
      if (rel == "enclosure") image_from(given, "href");
    } else if (local == "content") {
      image_from(given, given.find("url") ? "url" : "src");
    } else if (local == "thumbnail") {
      if (const auto url = given.find("url")) collector_.image(*url);
    }
  }

  void close_in_sitemap(std::string_view local) {
    if (local == "thumbnail_loc") collector_.image(text_);
    if (local != "loc") return;
    if (parent() == "url") collector_.page(text_);
    if (parent() == "sitemap") collector_.listing(text_);
    if (parent() == "image") collector_.image(text_);
  }

  ListingCollector& collector_;
  Listing& listing_;
  std::vector<std::string> path_;  // local names of the open elements
  std::string text_;               // of the element that is open
  bool linked_ = false;            // the item named its page
  bool is_link_ = true;            // the guid is one
  std::string guid_;
};

bool is_xml(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return true;
  return trim(bytes.substr(0, 4096)).starts_with('<');
}

void read_xml_listing(std::string_view bytes, ListingCollector& collector,
                      Listing& listing) {
  // XML allows nothing before its declaration; listings have been seen that
  // begin with an empty line.
  const auto begin = bytes.find_first_not_of(" \t\r\n");
  if (begin != std::string_view::npos) bytes.remove_prefix(begin);
  ListingHandler handler(collector, listing);
  const Status read = read_xml(bytes, handler);
  if (listing.form == Form::none)
    listing.problem = "neither a sitemap nor a feed";
  else if (!read)
    listing.problem = read.error().what;
}

void read_text_listing(std::string_view bytes, ListingCollector& collector,
                       Listing& listing) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  listing.form = Form::text;
  while (!bytes.empty() && !collector.has_enough()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto line = trim(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    // Whole URLs only: in prose every line would be a relative one.
    if (line.empty()) continue;
    if (Url::parse(line))
      collector.page(line);
    else
      collector.reject(line);
  }
  if (!listing.pages.empty()) return;
  listing.form = Form::none;
  listing.problem = "neither a sitemap nor a feed";
}

}  // namespace

bool may_be_listing(std::string_view mime) {
  static constexpr std::array<std::string_view, 4> kTypes = {
      "text/xml", "application/xml", "application/rdf+xml",
      "application/x-rss+xml"};
  return mime == "application/rss+xml" || mime == "application/atom+xml" ||
         std::ranges::find(kTypes, mime) != kTypes.end();
}

Listing read_listing(std::string_view bytes, const Url& base) {
  Listing listing;
  std::string unpacked;
  if (bytes.starts_with("\x1F\x8B")) {
    auto plain = gzip_decompress(bytes, kMaxListingBytes);
    if (!plain) {
      listing.problem = plain.error().kind == ErrorKind::too_large
                            ? "larger than 50 MB once unpacked"
                            : "its gzip is damaged";
      return listing;
    }
    unpacked = std::move(*plain);
    bytes = unpacked;
  }
  if (bytes.size() > kMaxListingBytes) {
    listing.problem = "larger than 50 MB";
    return listing;
  }
  ListingCollector collector(base, listing);
  if (is_xml(bytes))
    read_xml_listing(bytes, collector, listing);
  else
    read_text_listing(bytes, collector, listing);
  if (listing.problem.empty()) listing.problem = collector.problem();
  return listing;
}

}  // namespace veto::crawler
