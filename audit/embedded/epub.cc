// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/epub.h"

#include <optional>
#include <string>
#include <utility>

#include "audit/embedded/zip_entry.h"
#include "audit/signals/families/tdmrep.h"
#include "base/text.h"
#include "base/xml_reader.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr std::string_view kContainer = "META-INF/container.xml";
constexpr std::string_view kTdmPrefix = "tdm:";
constexpr std::string_view kTdmVocabulary = "http://www.w3.org/ns/tdmrep#";
constexpr std::uint64_t kMaxContainerBytes = 1u << 20;
constexpr std::size_t kMaxMetaBytes = 4096;
constexpr std::size_t kMaxWrittenMeta = 500;

class ContainerHandler : public XmlHandler {
 public:
  void open(std::string_view name, const XmlAttributes& attributes) override {
    if (local_name(name) != "rootfile" || !path_.empty()) return;
    path_ = attributes.find("full-path").value_or("");
  }
  void close(std::string_view) override {}
  void text(std::string_view) override {}
  bool has_enough() const override { return !path_.empty(); }

  std::string take() { return std::move(path_); }

 private:
  std::string path_;
};

// What `prefix` declares for "tdm"; "" where it does not (EPUB 3.3, section
// D.1.4: "name: URL" pairs, separated by white space).
std::string_view declared_tdm(std::string_view prefix) {
  while (!(prefix = trim(prefix)).empty()) {
    const auto colon = prefix.find(':');
    if (colon == prefix.npos) return {};
    const std::string_view name = trim(prefix.substr(0, colon));
    prefix = trim(prefix.substr(colon + 1));
    const std::string_view url =
        prefix.substr(0, prefix.find_first_of(" \t\r\n"));
    if (name == "tdm") return url;
    prefix.remove_prefix(url.size());
  }
  return {};
}

class PackageHandler : public XmlHandler {
 public:
  explicit PackageHandler(std::size_t offset) : offset_(offset) {}

  void open(std::string_view name, const XmlAttributes& attributes) override {
    ++depth_;
    const std::string_view local = local_name(name);
    if (depth_ == 1) {
      const auto declared =
          declared_tdm(attributes.find("prefix").value_or(""));
      another_ = !declared.empty() && declared != kTdmVocabulary;
    }
    if (depth_ == 2) metadata_ = local == "metadata";
    if (depth_ != 3 || !metadata_ || local != "meta" || another_ ||
        attributes.find("refines"))
      return;
    if (const auto old = attributes.find("name"); old && is_tdm(*old))
      add(*old, attributes.find("content").value_or(""), false);
    if (const auto property = attributes.find("property");
        property && is_tdm(*property)) {
      property_ = trim(*property);
      text_.clear();
    }
  }

  void close(std::string_view) override {
    if (depth_ == 3 && property_) {
      add(*property_, text_, true);
      property_.reset();
    }
    --depth_;
  }

  void text(std::string_view piece) override {
    if (property_) text_ += piece.substr(0, kMaxMetaBytes - text_.size());
  }

  std::vector<Signal> take() { return std::move(signals_); }

 private:
  static bool is_tdm(std::string_view name) {
    return trim(name).starts_with(kTdmPrefix);
  }

  void add(std::string_view name, std::string_view value, bool is_element) {
    if (signals_.size() >= kMaxPackageSignals) return;
    value = trim(value);
    name = trim(name);
    auto signal =
        signals::read_tdmrep_metadata(name.substr(kTdmPrefix.size()), value);
    if (!signal) return;
    const std::string written(name), text(value);
    signal->raw = printable(
        is_element
            ? "<meta property=\"" + written + "\">" + text + "</meta>"
            : "<meta name=\"" + written + "\" content=\"" + text + "\"/>",
        kMaxWrittenMeta);
    signal->offset = offset_;
    signals_.push_back(*std::move(signal));
  }

  std::size_t offset_;
  int depth_ = 0;
  bool another_ = false;   // the prefix means something else
  bool metadata_ = false;  // within <metadata>
  std::optional<std::string> property_;
  std::string text_;
  std::vector<Signal> signals_;
};

}  // namespace

bool is_epub(std::string_view file) {
  return file.starts_with("PK\3\4") &&
         zip_entry(file, kContainer, kMaxContainerBytes).has_value();
}

Result<std::vector<Signal>> read_epub(std::string_view file) {
  const auto container = zip_entry(file, kContainer, kMaxContainerBytes);
  if (!container) return std::unexpected(container.error());
  ContainerHandler roots;
  auto read = read_xml(container->bytes, roots);
  if (!read) return pass(read);
  const auto package = zip_entry(file, roots.take(), kMaxPackageBytes);
  if (!package) return std::unexpected(package.error());
  PackageHandler handler(package->offset);
  read = read_xml(package->bytes, handler);
  if (!read) return pass(read);
  return handler.take();
}

}  // namespace veto::embedded
