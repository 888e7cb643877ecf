// The one place where Asio's own code is compiled.
#include <hakit/io/asio.hpp>

#include <boost/asio/impl/src.hpp>

#ifdef HAKIT_HAS_OPENSSL
#include <boost/asio/ssl/impl/src.hpp>
#endif
