/// From the model to XML.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>

#include <string>

namespace hakit::cib {

struct write_options {
    unsigned indent = 2;  ///< blanks a level, at most 16
    bool redact = false;  ///< "********" for the values of secret parameters: the text is then for people
};

/// The configuration as XML in the layout of `cibadmin --query`: one element a line, attributes in their order.
/// read() gives an equal configuration. invalid_argument, the message naming the element, for what XML cannot hold:
/// control characters, bytes that are not UTF-8, "--" in a comment, names that are none.
[[nodiscard]] result<std::string> write(const config& c, const write_options& options = {});
/// One element with everything in it, and a line feed behind it. `level`: how deep it stands.
[[nodiscard]] result<std::string> write(const element& e, const write_options& options = {}, unsigned level = 0);

}  // namespace hakit::cib
