// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/page.h"

namespace veto::crawler {

std::string_view to_string(ImageSource source) {
  switch (source) {
    case ImageSource::img:
      return "img";
    case ImageSource::srcset:
      return "srcset";
    case ImageSource::picture:
      return "picture";
    case ImageSource::link:
      return "link";
    case ImageSource::meta:
      return "meta";
    case ImageSource::input:
      return "input";
    case ImageSource::video_poster:
      return "video_poster";
    case ImageSource::icon:
      return "icon";
    case ImageSource::background:
      return "background";
    case ImageSource::json_ld:
      return "json_ld";
  }
  return "img";
}

}  // namespace veto::crawler
