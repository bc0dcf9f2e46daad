// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures that a file carries beside the one it shows: thumbnails and previews
// in its metadata, pictures hung on behind its end. They were made before a
// face was cropped or painted over, and no detector looked at them.

#ifndef VETO_AUDIT_FACES_OTHER_PICTURE_H_
#define VETO_AUDIT_FACES_OTHER_PICTURE_H_

#include <string_view>

namespace veto::faces {

// Whether the file has, or has room for, another picture. In any format: the
// beginning of a file of JPEG, PNG, GIF, WebP, AVIF, HEIC or JPEG XL anywhere
// within (as base64, too, which XMP uses); anything but filling behind the end
// of the picture's own structure; a structure that is cut short or not
// understood. In JPEG, PNG and WebP: a second directory of EXIF (EXIF 2.32,
// section 4.6.2). Of
//   JPEG  the thumbnails of JFIF and Photoshop, a second frame header, any
//         segment over 1 KB but EXIF, XMP, ICC and Photoshop's, tables over
//         4 KB;
//   PNG   any chunk over 1 KB but IDAT, fdAT, iCCP and eXIf; a picture that is
//         not a part of the animation, frames that are not shown;
//   GIF   any extension over 1 KB but ICC and XMP; a frame that is not within
//         the screen;
//   WebP  any chunk over 1 KB but those of the format; a second picture that is
//         not a frame;
//   AVIF  tracks; any box over 1 KB, on the outside or in `meta`, but those
//         that a still needs; a second item that is neither metadata nor
//         auxiliary nor what another is made of.
// An SVG carries one where a raster picture within it does. Prefers yes: of a
// format it does not know, always. Not found: what the pixels' own data hold
// beside the picture, what is compressed in a field or cut into pieces. A run
// keeps what was found (store.h): a change that finds more comes with a
// migration that sets all of it to yes.
bool may_carry_another_picture(std::string_view bytes, std::string_view format);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_OTHER_PICTURE_H_
