/// Asio as hakit uses it: compiled once, inside the library, which exports it. Include this before any header of Asio,
/// or define BOOST_ASIO_SEPARATE_COMPILATION for the whole program; the program's Boost is of the library's release.
#pragma once

#ifndef BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_SEPARATE_COMPILATION
#endif

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hakit::io {

namespace asio = boost::asio;
using boost::system::error_code;

}  // namespace hakit::io
