/// CIBs with one thing wrong in each: tests/data/cib/checks.txt.
#pragma once

#include <string>
#include <vector>

namespace hakit::cib::test {

struct row {
    std::string title;
    std::string code;  ///< empty when nothing but hints may be said
    std::string xml;   ///< the whole CIB
    std::string at;    ///< what the diagnostic points at; not compared when empty
};

[[nodiscard]] std::vector<row> rows();

/// A CIB with these resources, in which "{a}" is a primitive and "{a:XML}" one with something in it.
[[nodiscard]] std::string cib_with(const std::string& resources);

}  // namespace hakit::cib::test
