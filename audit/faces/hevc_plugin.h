// SPDX-License-Identifier: GPL-3.0-or-later
//
// HEVC for libheif through libde265 without threads: libheif's own plugin
// starts one for every picture, and waits for ever where that is not allowed.

#ifndef VETO_AUDIT_FACES_HEVC_PLUGIN_H_
#define VETO_AUDIT_FACES_HEVC_PLUGIN_H_

namespace veto::faces {

// From then on every picture is decoded by it. False where libheif refuses.
bool use_hevc_without_threads();

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_HEVC_PLUGIN_H_
