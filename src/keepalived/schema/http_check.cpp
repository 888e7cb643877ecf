#include <hakit/keepalived/checkers.hpp>

#include "keepalived/schema/checker_rows.hpp"
#include "keepalived/values/http.hpp"
#include "keepalived/values/regex.hpp"

namespace hakit::keepalived::schema {
namespace {

template <auto Member>
constexpr const binding* at = bind_member<http_check, Member>;
template <auto Member>
constexpr const binding* at_url = bind_member<http_url, Member>;

constexpr feature_set with_regex = lvs | feature::regex;

constexpr auto url_rows = rows({
    {.name = "path",
     .header = at_url<&http_url::path>,
     .fallback = "none, it is needed",
     .needs = lvs,
     .help = "The path to ask for, with its query if any."},
    {.name = "digest",
     .header = at_url<&http_url::digest>,
     .fallback = "the body is not compared",
     .needs = lvs,
     .help = "The MD5 sum that the body of the answer must have, as genhash prints it."},
    {.name = "status_code",
     .header = at_url<&http_url::status_code>,
     .lets_pass = unreported::no_value,
     .fallback = "200-299",
     .needs = lvs,
     .help = "The status codes that count as success."},
    {.name = "virtualhost",
     .header = at_url<&http_url::virtualhost>,
     .fallback = "that of the checker, the real server or the virtual server",
     .needs = lvs,
     .help = "The name in the Host header."},
    {.name = "regex",
     .header = at_url<&http_url::regex>,
     .raw = true,
     .lets_pass = unreported::no_value,
     .fallback = "the body is not searched",
     .needs = with_regex,
     .help = "A PCRE2 pattern that must be found in the body."},
    {.name = "regex_no_match",
     .header = at_url<&http_url::regex_no_match>,
     .flag = true,
     .fallback = "off",
     .needs = with_regex,
     .help = "The pattern must not be found."},
    {.name = "regex_options",
     .header = at_url<&http_url::regex_options>,
     .optional = true,
     .fallback = "none",
     .needs = with_regex,
     .help = "Options of PCRE2 for the pattern."},
    {.name = "regex_min_offset",
     .header = at_url<&http_url::regex_min_offset>,
     .min = 0,
     .max = greatest_unsigned,
     .lets_pass = unreported::any_value,
     .unit = "bytes",
     .fallback = "0",
     .needs = with_regex,
     .help = "Where in the body the search starts."},
    {.name = "regex_max_offset",
     .header = at_url<&http_url::regex_max_offset>,
     .min = 0,
     .max = greatest_unsigned,
     .lets_pass = unreported::any_value,
     .unit = "bytes",
     .fallback = "the end",
     .needs = with_regex,
     .help = "A match must not start behind this place in the body."},
    {.name = "regex_stack",
     .header = at_url<&http_url::regex_stack>,
     .lets_pass = unreported::any_value,
     .unit = "bytes",
     .fallback = "the one of PCRE2",
     .needs = with_regex,
     .help = "The first and the greatest size of the stack that the compiled pattern runs on."},
});

constexpr auto url_tls = rows({
    {.name = "tls_compliant",
     .header = at_url<&http_url::tls_compliant>,
     .optional = true,
     .fallback = "that of the checker",
     .since = v2_2_8,
     .needs = lvs,
     .help = "The server must close the TLS session properly."},
});

constexpr table_storage http_url_table{url_rows.rows};
constexpr keyword_table http_urls = http_url_table.view();
constexpr auto ssl_url_rows = join(url_rows, url_tls);
constexpr table_storage ssl_url_table{ssl_url_rows.rows};
constexpr keyword_table ssl_urls = ssl_url_table.view();

constexpr auto retry_rows = rows({
    {.name = "nb_get_retry",
     .header = at<&http_check::retry>,
     .min = 0,
     .max = greatest_unsigned,
     .alias_of = "retry",
     .deprecated = "an old name",
     .deprecation_reported = true,
     .needs = lvs,
     .help = "How many more times a failed check is tried before the server counts as down."},
});

constexpr auto own_rows = rows({
    {.name = "virtualhost",
     .header = at<&http_check::virtualhost>,
     .fallback = "that of the real server, else of the virtual server, else ADDRESS:PORT",
     .needs = lvs,
     .help = "The name in the Host header of all pages that name none."},
    {.name = "http_protocol",
     .header = at<&http_check::http_protocol>,
     .fallback = "1.0",
     .needs = lvs,
     .help = "The HTTP version of the request; C adds a header that asks to close the connection."},
    {.name = "enable_sni",
     .header = at<&http_check::enable_sni>,
     .optional = true,
     .fallback = "off",
     .needs = lvs,
     .help = "Sends the virtualhost as TLS server name."},
    {.name = "sni_name",
     .header = at<&http_check::sni_name>,
     .optional = true,
     .fallback = "the virtualhost",
     .since = v2_4_4,
     .needs = lvs,
     .help = "Sends this TLS server name; the keyword alone sends the virtualhost."},
    {.name = "fast_recovery",
     .header = at<&http_check::fast_recovery>,
     .optional = true,
     .fallback = "off",
     .needs = lvs,
     .help = "After the first success the other pages are checked without the wait between them."},
});

constexpr auto own_tls = rows({
    {.name = "tls_compliant",
     .header = at<&http_check::tls_compliant>,
     .optional = true,
     .fallback = "off",
     .since = v2_2_8,
     .needs = lvs,
     .help = "The server must close the TLS session properly."},
});

constexpr auto pages(const keyword_table& urls) {
    return rows({
        {.name = "url",
         .form = shape::block,
         .body = at<&http_check::url>,
         .children = &urls,
         .repeatable = true,
         .fallback = "none, at least one is needed",
         .needs = lvs,
         .help = "A page to fetch; one page is fetched at a time, in turn."},
    });
}

constexpr auto common =
    join(connection_rows<http_check>(),
         common_rows<http_check>({.delay_before_retry = "that of the real server, else 3"}), retry_rows, own_rows);
constexpr auto http_rows = join(common, pages(http_urls));
constexpr table_storage http_table{http_rows.rows};
constexpr auto ssl_rows = join(common, own_tls, pages(ssl_urls));
constexpr table_storage ssl_table{ssl_rows.rows};

}  // namespace

constinit const keyword_table http_get = http_table.view();
constinit const keyword_table ssl_get = ssl_table.view();

}  // namespace hakit::keepalived::schema
