/// Asio as the runners use it. The library holds its own copy and exports none of it: a program uses Asio as it likes,
/// header-only or compiled separately, of the same Boost release.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hakit::io {

namespace asio = boost::asio;
using boost::system::error_code;

}  // namespace hakit::io
