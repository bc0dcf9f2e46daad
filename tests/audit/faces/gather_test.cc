// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/gather.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using crawler::Capture;
using crawler::Outcome;
using crawler::Target;

namespace {

Capture image(const std::string& url, const std::string& body) {
  Capture capture;
  capture.id = "id of " + url;
  capture.url = url;
  capture.target = Target::image;
  capture.status = 200;
  capture.mime = "image/png";
  capture.payload_digest = sha256(body);
  capture.payload_size = body.size();
  return capture;
}

crawler::Page page(const std::string& url, std::vector<std::string> images) {
  crawler::Page page;
  page.url = url;
  for (std::string& image : images) {
    page.images.push_back(
        {std::move(image), crawler::ImageSource::img, "", "", ""});
  }
  return page;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("gather: one image a payload, with all its URLs and pages") {
  Gatherer gatherer;
  gatherer.add(image("http://h/b.png", "same"));
  gatherer.add(image("http://h/a.png", "same"));
  gatherer.add(image("http://h/c.png", "other"));
  gatherer.add(page("http://h/2", {"http://h/a.png", "http://h/none.png"}));
  gatherer.add(page("http://h/1", {"http://h/b.png", "http://h/a.png"}));
  const Gathered all = gatherer.finish();
  REQUIRE(all.images.size() == 2);
  const ImageRecord& record = all.images[0].record;
  CHECK(record.digest == sha256("same"));
  CHECK(record.capture_id == "id of http://h/b.png");
  CHECK(record.urls == Texts{"http://h/a.png", "http://h/b.png"});
  CHECK(record.pages == Texts{"http://h/1", "http://h/2"});
  CHECK(record.bytes == 4);
  CHECK(all.images[1].record.pages.empty());
  CHECK_FALSE(all.images[1].beyond_limit);
}

TEST_CASE("gather: documents are kept apart, each payload once") {
  Gatherer gatherer;
  Capture pdf = image("http://h/a.pdf", "a");
  pdf.target = Target::page;
  pdf.mime = "application/pdf";
  Capture copy = pdf, cut = pdf, missing = pdf;
  copy.url = "http://h/copy.pdf";
  cut.outcome = Outcome::too_large;
  cut.payload_digest = sha256("cut");
  missing.status = 404;
  missing.payload_digest = sha256("missing");
  for (const Capture& capture : {pdf, copy, cut, missing})
    gatherer.add(capture);
  const Gathered all = gatherer.finish();
  CHECK(all.images.empty());
  REQUIRE(all.documents.size() == 1);
  CHECK(all.documents[0].url == "http://h/a.pdf");
  CHECK(all.documents_cut == 1);
}

TEST_CASE("gather: what a sitemap lists, and what may be embedded") {
  Capture kept = image("http://h/a.png", "a");
  kept.headers = {{"Cross-Origin-Resource-Policy", "same-site"}};
  Capture open = image("http://h/b.png", "b");
  open.headers = {{"Cross-Origin-Resource-Policy", "cross-origin"}};
  Gatherer gatherer;
  gatherer.add(kept);
  gatherer.add(open);
  gatherer.set_listed({"http://h/a.png", "http://h/c.png"});
  const Gathered all = gatherer.finish();
  REQUIRE(all.images.size() == 2);
  CHECK(all.images[0].record.in_sitemap);
  CHECK_FALSE(all.images[0].record.embeddable);
  CHECK_FALSE(all.images[1].record.in_sitemap);
  CHECK(all.images[1].record.embeddable);
}

TEST_CASE("gather: what counts as an image") {
  Capture page_of_images = image("http://h/1", "1");
  page_of_images.target = Target::page;  // its type says image/png
  Capture odd_type = image("http://h/2", "2");
  odd_type.mime = "text/html";  // but asked for as an image
  Capture missing = image("http://h/3", "3");
  missing.status = 404;
  Capture failed = image("http://h/4", "4");
  failed.outcome = Outcome::failed;
  Capture text = image("http://h/5", "5");
  text.target = Target::page;
  text.mime = "text/html";
  Gatherer gatherer;
  for (const Capture& capture :
       {page_of_images, odd_type, missing, failed, text}) {
    gatherer.add(capture);
  }
  const Gathered all = gatherer.finish();
  REQUIRE(all.images.size() == 2);
  CHECK(all.images[0].record.urls == Texts{"http://h/1"});
  CHECK(all.images[1].record.urls == Texts{"http://h/2"});
}

TEST_CASE("gather: pages lead to images through redirects, loops end") {
  const auto redirect = [](const std::string& from, const std::string& to) {
    Capture capture;
    capture.url = from;
    capture.status = 302;
    capture.redirect_to = to;
    return capture;
  };
  Gatherer gatherer;
  gatherer.add(redirect("http://h/old", "http://h/newer"));
  gatherer.add(redirect("http://h/newer", "http://h/new.png"));
  gatherer.add(redirect("http://h/x", "http://h/y"));
  gatherer.add(redirect("http://h/y", "http://h/x"));
  gatherer.add(image("http://h/new.png", "new"));
  gatherer.add(page("http://h/", {"http://h/old", "http://h/x"}));
  const Gathered all = gatherer.finish();
  REQUIRE(all.images.size() == 1);
  CHECK(all.images[0].record.pages == Texts{"http://h/"});
}

TEST_CASE("gather: the pages past the limit are counted, their images marked") {
  Gatherer gatherer;
  gatherer.add(image("http://h/late.png", "late"));
  gatherer.add(image("http://h/both.png", "both"));
  gatherer.add(image("http://h/alone.png", "alone"));
  for (int i = 0; i < kMaxPages + 3; ++i) {
    const bool late = i >= kMaxPages;
    Texts images;
    if (late) images.push_back("http://h/late.png");
    if (late || i == 0) images.push_back("http://h/both.png");
    gatherer.add(page("http://h/" + std::to_string(i), images));
  }
  const Gathered all = gatherer.finish();
  CHECK(all.pages_beyond_limit == 3);
  REQUIRE(all.images.size() == 3);
  CHECK_FALSE(all.images[0].beyond_limit);  // alone
  CHECK_FALSE(all.images[1].beyond_limit);  // both
  CHECK(all.images[2].beyond_limit);        // late
}

TEST_CASE(
    "gather: an image from a file is an image, and says where it is from") {
  Gatherer gatherer;
  Capture file = image("file:///x/a.png", "from a file");
  file.status = 0;
  gatherer.add(file);  // an answer without a status is none
  file.import_id = "an import";
  gatherer.add(file);
  gatherer.add(image("http://h/b.png", "fetched"));
  const Gathered all = gatherer.finish();
  REQUIRE(all.images.size() == 2);
  CHECK(all.images[0].record.imported);
  CHECK_FALSE(all.images[1].record.imported);
}
