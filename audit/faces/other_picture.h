// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures that a file carries beside the one it shows: thumbnails and previews
// in its metadata, pictures hung on behind its end. They were made before a
// face was cropped or painted over, and no detector looked at them.

#ifndef VETO_AUDIT_FACES_OTHER_PICTURE_H_
#define VETO_AUDIT_FACES_OTHER_PICTURE_H_

#include <string_view>

namespace veto::faces {

// Whether the file has, or has room for, another picture: a second directory
// of EXIF (EXIF 2.32, section 4.6.2), the thumbnails of JFIF and Photoshop, the
// beginning of a JPEG or PNG file anywhere within (as base64, too, which XMP
// uses), text chunks of PNG long enough for one, bytes behind the file's end.
// An SVG carries one where a raster picture within it does. Prefers yes: of a
// format it does not know, always. A run keeps what was found (store.h): a
// change that finds more comes with a migration that sets all of it to yes.
bool may_carry_another_picture(std::string_view bytes, std::string_view format);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_OTHER_PICTURE_H_
