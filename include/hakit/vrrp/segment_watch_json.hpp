/// A watched segment as JSON.
#pragma once

#include <hakit/vrrp/segment_watch.hpp>

#include <nlohmann/json.hpp>

namespace hakit::vrrp {

/// {"interface","family","vrid","state","state_age_ns","masters","master":{"source","mac","local","version","priority",
///  "interval_ns","addresses":[...],"checksum_forms":[...],"adverts","heard_ns_ago"},"rival":{...}}; `mac` and `rival`
///  only where there is one.
[[nodiscard]] nlohmann::ordered_json to_json(const watched_router& r, instant now);
/// {"schema":"hakit-vrrp-watch-1","adverts":9,"routers":[...],"bad_packets":{"checksum":2}}
[[nodiscard]] nlohmann::ordered_json to_json(const segment_watch& watch, instant now);
/// {"event":"takeover","text":"...","from":"10.0.0.1","why":{"code","text"},"router":{...}}; `from` and `why` only
/// where there is one.
[[nodiscard]] nlohmann::ordered_json to_json(const watch_event& e);

}  // namespace hakit::vrrp
