#include <hakit/keepalived/ssl.hpp>

#include "keepalived/schema/rows.hpp"
#include "keepalived/values/scalar.hpp"

namespace hakit::keepalived::schema {
namespace {

using block = struct ssl;
template <auto Member>
constexpr const binding* at = bind_member<block, Member>;

constexpr table_storage table{{
    {.name = "password",
     .header = at<&block::password>,
     .secret = true,
     .needs = lvs,
     .help = "Decrypts the private key."},
    {.name = "ca",
     .header = at<&block::ca>,
     .needs = lvs,
     .help = "File with the certificates of the authorities that SSL_GET loads."},
    {.name = "certificate",
     .header = at<&block::certificate>,
     .needs = lvs,
     .help = "File with the certificate that SSL_GET shows to the servers."},
    {.name = "key", .header = at<&block::key>, .needs = lvs, .help = "File with the private key of the certificate."},
}};

}  // namespace

constinit const keyword_table ssl = table.view();

}  // namespace hakit::keepalived::schema
