// VRRP: packets explained.
#include "binding.hpp"

#include <hakit/vrrp/decode_json.hpp>

#include <algorithm>

namespace hakit::python {
namespace {

py::object decode(py::handle data, py::handle password, bool secrets) {
    vrrp::decode_options how;
    if (!password.is_none()) {
        const auto word = to_bytes(password);
        how.secret.emplace();
        std::copy_n(word.begin(), std::min(word.size(), how.secret->size()), how.secret->begin());
    }
    const auto bytes = to_bytes(data);
    const std::span octets{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    const bool packet = !py::isinstance<py::str>(data) && !vrrp::capture_reader::recognizes(octets);
    auto all = [&]() -> result<nlohmann::ordered_json> {
        const py::gil_scoped_release others_run;
        if (packet) return vrrp::decode_packet_to_json(octets, how, secrets);
        return vrrp::decode_to_json(octets, how, secrets);
    }();
    return to_python(unwrap(std::move(all)).at("packets"));
}

}  // namespace

void bind_vrrp(py::module_& m) {
    m.def("decode_vrrp", &decode, py::arg("data"), py::kw_only(), py::arg("password") = py::none(),
          py::arg("secrets") = false);
}

}  // namespace hakit::python
