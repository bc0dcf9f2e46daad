// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing: a target with precompiled headers wants a source.
