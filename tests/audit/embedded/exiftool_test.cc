// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files whose metadata another program wrote: exiftool, which has every word
// of the vocabulary put into every format it knows how to write.

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "audit/embedded/read.h"
#include "base/file.h"
#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;
using std::string_literals::operator""s;

namespace {

bool has_exiftool() {
  if (std::system("exiftool -ver >/dev/null 2>&1") == 0) return true;
  std::printf("SKIPPED: no exiftool\n");
  return false;
}

// Older versions do not know the property.
constexpr char kConfig[] = R"perl(
%Image::ExifTool::UserDefined = (
  'Image::ExifTool::PLUS::XMP' => { DataMining => {} },
);
1;
)perl";

// A picture item without pixels, which is enough for metadata to be added.
std::string heif_to_write(const std::string& brand, const std::string& codec) {
  const std::string entry =
      full_box("infe", 2, big(1, 2) + big(0, 2) + codec + "\0"s);
  std::string file;
  std::uint64_t at = 0;
  for (int pass = 0; pass < 2; ++pass) {
    const std::string location =
        full_box("iloc", 0,
                 big(0x4400, 2) + big(1, 2) + big(1, 2) + big(0, 2) +
                     big(1, 2) + big(at, 4) + big(6, 4));
    file = heif(brand,
                full_box("pitm", 0, big(1, 2)) + location +
                    full_box("iinf", 0, big(1, 2) + entry),
                iso_box("mdat", "PIXELS"));
    at = file.find("PIXELS");
  }
  return file;
}

struct Format {
  const char* name;
  std::string file;
};

std::vector<Format> formats() {
  return {{"jpg", jpeg()},
          {"png", png()},
          {"webp", webp()},
          {"gif", gif()},
          {"tif", tiff("", true)},
          {"heic", heif_to_write("heic", "hvc1")},
          {"avif", heif_to_write("avif", "av01")}};
}

// The files as exiftool leaves them, in that order; empty where it refuses.
std::vector<std::string> tagged(const TempDir& dir,
                                const std::vector<Format>& formats,
                                const std::string& options) {
  std::ofstream(dir / "config") << kConfig;
  std::string command = "exiftool -config '" + (dir / "config").string() +
                        "' -q -m -overwrite_original " + options;
  std::vector<std::string> paths;
  for (const Format& format : formats) {
    paths.push_back((dir / ("x."s + format.name)).string());
    std::ofstream(paths.back(), std::ios::binary) << format.file;
    command += " '" + paths.back() + "'";
  }
  const bool ran = std::system(command.c_str()) == 0;
  std::vector<std::string> files;
  for (const std::string& path : paths)
    files.push_back(ran ? read_file(path, 1 << 24).value_or("") : "");
  return files;
}

}  // namespace

TEST_CASE("exiftool: every word in every format is read back") {
  if (!has_exiftool()) return;
  const TempDir dir;
  const std::vector<Format> all = formats();
  for (const char* word :
       {"DMI-UNSPECIFIED", "DMI-ALLOWED", "DMI-PROHIBITED-AIMLTRAINING",
        "DMI-PROHIBITED-GENAIMLTRAINING",
        "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "DMI-PROHIBITED",
        "DMI-PROHIBITED-SEECONSTRAINT", "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR",
        "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR"}) {
    const auto files =
        tagged(dir, all,
               "-XMP-plus:DataMining=http://ns.useplus.org/ldf/vocab/"s + word +
                   " -XMP-plus:OtherConstraints='Ask first'");
    for (std::size_t i = 0; i < all.size(); ++i) {
      CAPTURE(all[i].name);
      CAPTURE(word);
      const Embedded found = read_embedded(files[i]);
      CHECK(found.has_xmp);
      REQUIRE(found.signals.size() == 2);
      CHECK(found.signals[0].name == "plus:datamining");
      CHECK(found.signals[0].value == word);
      CHECK(found.signals[0].problem.empty());
      CHECK(found.signals[1].name == "plus:otherconstraints");
      CHECK(found.signals[1].value == "Ask first");
    }
  }
}

TEST_CASE("exiftool: compact and extended forms are read back") {
  if (!has_exiftool()) return;
  const TempDir dir;
  const std::string word =
      "-XMP-plus:DataMining=http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED ";
  const auto check = [&](const std::vector<Format>& some,
                         const std::string& options, std::string_view marks) {
    const auto files = tagged(dir, some, word + options);
    for (std::size_t i = 0; i < some.size(); ++i) {
      CAPTURE(some[i].name);
      CHECK(files[i].find(marks) != std::string::npos);
      const Embedded found = read_embedded(files[i]);
      REQUIRE(found.signals.size() == 1);
      CHECK(found.signals[0].value == "DMI-PROHIBITED");
    }
  };
  check(formats(), "-api Compact=Shorthand", "plus:DataMining='");
  // More than a segment holds.
  std::ofstream(dir / "long") << std::string(150'000, 'x');
  check({{"jpg", jpeg()}},
        "'-XMP-dc:Description<=" + (dir / "long").string() + "'",
        "http://ns.adobe.com/xmp/extension/");
}
