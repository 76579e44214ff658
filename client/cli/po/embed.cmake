# cmake -DIN=zh_CN.mo -DOUT=catalogue_zh.cc -P embed.cmake: a compiled catalogue as a C++ array.
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUT} "#include \"client/cli/catalogue_zh.h\"

namespace {
constexpr unsigned char kBytes[] = {
${bytes}0};
}

std::string_view facet::cli::catalogue_zh() {
  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes - 1};
}
")
