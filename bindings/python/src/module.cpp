#include "binding.hpp"

#include <hakit/version.hpp>

PYBIND11_MODULE(_hakit, m) {
    using namespace hakit::python;
    m.doc() = "The compiled part of hakit. Import hakit instead.";
    m.attr("__version__") = HAKIT_VERSION_STRING;
    bind_text(m);
    bind_formats(m);
    bind_cib(m);
    bind_corosync(m);
    bind_ipvs(m);  // the director changes tables
    bind_engine(m);
    bind_realserver(m);
    bind_vrrp(m);
    bind_vrrp_runner(m);
    bind_vrrp_watch(m);
}
