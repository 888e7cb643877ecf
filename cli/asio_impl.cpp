// Asio's own code for this program; hakit/io is built for separate compilation.
#include <hakit/io/asio.hpp>

#include <boost/asio/impl/src.hpp>
