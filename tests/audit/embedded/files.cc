// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/audit/embedded/files.h"

#include <zlib.h>

namespace veto::test {

using std::string_literals::operator""s;

const std::string kProhibited = packet_of_word("DMI-PROHIBITED");

std::string big(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = width; i-- > 0;) bytes += i < 8 ? char(value >> (8 * i)) : '\0';
  return bytes;
}

std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i)
    bytes += i < 8 ? char(value >> (8 * i)) : '\0';
  return bytes;
}

std::string packet(std::string_view attributes, std::string_view elements) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\""
         "http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
         "rdf:about=\"\" xmlns:plus=\"http://ns.useplus.org/ldf/xmp/1.0/\" "
         "xmlns:tdm=\"http://www.w3.org/ns/tdmrep/\" xmlns:Iptc4xmpExt=\""
         "http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" " +
         std::string(attributes) + ">" + std::string(elements) +
         "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
         "<?xpacket end=\"w\"?>";
}

std::string packet_of_word(std::string_view word) {
  return packet("plus:DataMining=\"http://ns.useplus.org/ldf/vocab/" +
                std::string(word) + "\"");
}

std::string jpeg_segment(int marker, std::string_view body) {
  return "\xFF" + big(std::uint64_t(marker), 1) + big(body.size() + 2, 2) +
         std::string(body);
}

std::string jpeg(std::string_view segments) {
  return "\xFF\xD8" + std::string(segments) +
         jpeg_segment(0xC0, "\x08\0\x01\0\x01\x01\x01\x11\0"s) +
         jpeg_segment(0xDA, "\x01\x01\0\0\x3F\0"s) + "\x12\xFF\xD9";
}

std::string jpeg_packet(std::string_view packet) {
  return jpeg_segment(0xE1,
                      "http://ns.adobe.com/xap/1.0/\0"s + std::string(packet));
}

std::string jpeg_extension(std::string_view guid, std::uint32_t length,
                           std::uint32_t offset, std::string_view part) {
  return jpeg_segment(0xE1, "http://ns.adobe.com/xmp/extension/\0"s +
                                std::string(guid) + big(length, 4) +
                                big(offset, 4) + std::string(part));
}

std::string jpeg_box(int instance, std::uint32_t turn, std::string_view part) {
  return jpeg_segment(0xEB, "JP" + big(std::uint64_t(instance), 2) +
                                big(turn, 4) + std::string(part));
}

std::string png_piece(std::string_view type, std::string_view body) {
  const std::string summed = std::string(type) + std::string(body);
  const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(summed.data()),
                           uInt(summed.size()));
  return big(body.size(), 4) + summed + big(sum, 4);
}

namespace {

std::string deflated(std::string_view text) {
  uLongf size = ::compressBound(text.size());
  std::string bytes(size, '\0');
  ::compress(reinterpret_cast<Bytef*>(bytes.data()), &size,
             reinterpret_cast<const Bytef*>(text.data()), text.size());
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::string png(std::string_view chunks) {
  return "\x89PNG\r\n\x1A\n" +
         png_piece("IHDR", big(1, 4) + big(1, 4) + "\x08\0\0\0\0"s) +
         std::string(chunks) + png_piece("IDAT", deflated("\0\0"s)) +
         png_piece("IEND", "");
}

std::string itxt(std::string_view text, bool compressed) {
  const std::string body = compressed ? deflated(text) : std::string(text);
  return png_piece("iTXt", "XML:com.adobe.xmp\0"s +
                               (compressed ? "\x01"s : "\0"s) + "\0\0\0"s +
                               body);
}

std::string riff_piece(std::string_view type, std::string_view body) {
  std::string piece =
      std::string(type) + little(body.size(), 4) + std::string(body);
  if (body.size() % 2 != 0) piece += '\0';
  return piece;
}

std::string webp(std::string_view chunks) {
  const std::string body =
      "WEBP" + riff_piece("VP8L", "\x2F\0\0\0\0\x07"s) + std::string(chunks);
  return "RIFF" + little(body.size(), 4) + body;
}

std::string gif(std::string_view extensions) {
  return "GIF89a\x01\0\x01\0\x80\0\0"s + "\0\0\0\xFF\xFF\xFF"s +
         std::string(extensions) + "\x2C\0\0\0\0\x01\0\x01\0\0"s +
         "\x02\x02\x44\x01\0\x3B"s;
}

std::string gif_packet(std::string_view packet) {
  std::string trailer = "\x01";
  for (int byte = 255; byte >= 0; --byte) trailer += char(byte);
  return "\x21\xFF\x0BXMP DataXMP" + std::string(packet) + trailer + '\0';
}

std::string gif_extension(std::string_view name, std::string_view body) {
  std::string extension = "\x21\xFF\x0B" + std::string(name);
  for (std::size_t at = 0; at < body.size(); at += 255) {
    const auto part = body.substr(at, 255);
    extension += char(part.size());
    extension += part;
  }
  return extension + '\0';
}

std::string tiff(std::string_view packet, bool little_endian) {
  const auto number = [&](std::uint64_t value, int width) {
    return little_endian ? little(value, width) : big(value, width);
  };
  struct Entry {
    int tag, type;
    std::size_t count, value;
  };
  // Pixels of one byte, then the packet, then the directory.
  std::vector<Entry> entries = {{256, 4, 1, 1}, {257, 4, 1, 1}, {259, 4, 1, 1},
                                {262, 4, 1, 1}, {273, 4, 1, 8}, {277, 4, 1, 1},
                                {278, 4, 1, 1}, {279, 4, 1, 1}};
  if (!packet.empty()) entries.push_back({700, 1, packet.size(), 10});
  const std::size_t directory = 10 + packet.size() + packet.size() % 2;
  std::string file =
      (little_endian ? "II" : "MM") + number(42, 2) + number(directory, 4);
  file += "\x7F\0"s + std::string(packet);
  if (packet.size() % 2 != 0) file += '\0';
  file += number(entries.size(), 2);
  for (const Entry& entry : entries)
    file += number(std::uint64_t(entry.tag), 2) +
            number(std::uint64_t(entry.type), 2) + number(entry.count, 4) +
            number(entry.value, 4);
  return file + number(0, 4);
}

std::string iso_box(std::string_view type, std::string_view body) {
  return big(body.size() + 8, 4) + std::string(type) + std::string(body);
}

std::string full_box(std::string_view type, int version,
                     std::string_view body) {
  return iso_box(
      type, big(std::uint64_t(version), 1) + big(0, 3) + std::string(body));
}

std::string heif(std::string_view brand, std::string_view in_meta,
                 std::string_view behind) {
  const std::string handler =
      full_box("hdlr", 0, big(0, 4) + "pict" + big(0, 12) + "\0"s);
  return iso_box("ftyp",
                 std::string(brand) + big(0, 4) + "mif1" + std::string(brand)) +
         full_box("meta", 0, handler + std::string(in_meta)) +
         std::string(behind);
}

std::string pdf_packet(int number, std::string_view packet) {
  return std::to_string(number) + " 0 obj\n<< /Type /Metadata /Subtype /XML " +
         "/Length " + std::to_string(packet.size()) + " >>\nstream\n" +
         std::string(packet) + "\nendstream\nendobj\n";
}

std::string pdf(std::string_view objects, std::string_view named) {
  std::string catalog = "1 0 obj\n<< /Type /Catalog ";
  if (!named.empty()) catalog += "/Metadata " + std::string(named) + " R ";
  return "%PDF-1.7\n" + catalog + ">>\nendobj\n" + std::string(objects) +
         "trailer\n<< /Root 1 0 R >>\n%%EOF\n";
}

namespace {

// RFC 1951 without the head and tail that RFC 1950 adds.
std::string raw_deflated(std::string_view text) {
  const std::string whole = deflated(text);
  return whole.substr(2, whole.size() - 6);
}

}  // namespace

std::string zip(const std::vector<ZipFile>& files) {
  std::string archive, directory;
  for (const ZipFile& file : files) {
    const std::string data =
        file.deflated ? raw_deflated(file.bytes) : file.bytes;
    const std::string facts =
        little(20, 2) + little(0, 2) + little(file.deflated ? 8 : 0, 2) +
        little(0, 8) + little(data.size(), 4) + little(file.bytes.size(), 4) +
        little(file.name.size(), 2) + little(0, 2);
    directory += "PK\1\2" + little(20, 2) + facts + little(0, 10) +
                 little(archive.size(), 4) + file.name;
    archive += "PK\3\4" + facts + file.name + data;
  }
  return archive + directory + "PK\5\6" + little(0, 4) +
         little(files.size(), 2) + little(files.size(), 2) +
         little(directory.size(), 4) + little(archive.size(), 4) + little(0, 2);
}

std::string epub(std::string_view package, bool deflated) {
  return zip({{"mimetype", "application/epub+zip"},
              {"META-INF/container.xml",
               "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
               "container\"><rootfiles><rootfile full-path=\"OEBPS/x.opf\" "
               "media-type=\"application/oebps-package+xml\"/></rootfiles>"
               "</container>",
               deflated},
              {"OEBPS/x.opf", std::string(package), deflated}});
}

}  // namespace veto::test
