// Cluster files of corosync as wholes.
#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/corosync/facts_json.hpp>
#include <hakit/corosync/migrate.hpp>
#include <hakit/corosync/nodes_json.hpp>
#include <hakit/corosync/secrets.hpp>
#include <hakit/io/authkey.hpp>

#include <nlohmann/json.hpp>

using namespace hakit;

namespace {

/// The file alone, in a workspace of its own: nothing joins the caller's.
text::workspace alone(const hakit_workspace& space, std::uint32_t file) {
    text::workspace files{nullptr, space.files.bounds()};
    files.add(space.files.file(file));
    return files;
}

}  // namespace

extern "C" {

hakit_status hakit_corosync_migrate(const hakit_workspace* w, uint32_t file, const hakit_migrate_options* options,
                                    hakit_buf** out, hakit_diags** decisions, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto wanted = capi::options_of(options, hakit_migrate_options HAKIT_MIGRATE_OPTIONS_INIT);
        auto files = alone(capi::need_file(w, file), file);
        auto& to = capi::need(out, "out");
        corosync::migrate_options how;
        if (wanted.to) {
            const auto release = corosync::release::parse(wanted.to);
            if (!release) return release.error();
            how.to = *release;
        }
        for (auto* name = wanted.node_names; name && *name; ++name) how.node_names.emplace_back(*name);
        for (auto* node = wanted.nodes; node && *node; ++node) how.nodes.push_back(corosync::listed_node(*node));
        how.encrypt = (wanted.flags & HAKIT_MIGRATE_NO_ENCRYPTION) == 0;
        auto made = corosync::migrate(files, 0, how);
        if (!made) return made.error();
        std::unique_ptr<hakit_diags> list;
        if (decisions) list = capi::make_diags(files, std::move(made->decisions), {});
        to = capi::give(std::move(made->text));
        if (decisions) *decisions = list.release();
        return {};
    });
}

hakit_status hakit_corosync_change(const hakit_workspace* w, uint32_t file, const char* change, uint32_t flags,
                                   const hakit_read_options* read, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto files = alone(capi::need_file(w, file), file);
        auto& to = capi::need(out, "out");
        const auto wanted = nlohmann::ordered_json::parse(capi::need_string(change, "change"), nullptr, false);
        if (wanted.is_discarded()) return error{errc::syntax, "the change is no JSON"};
        const capi::read_context context{read, files.file(0)};
        corosync::node_options how;
        how.adjust_quorum = (flags & HAKIT_CLUSTER_KEEP_QUORUM) == 0;
        how.edit.raise_config_version = (flags & HAKIT_CLUSTER_KEEP_VERSION) == 0;
        how.edit.force = (flags & HAKIT_CLUSTER_FORCE) != 0;
        if (!context.options.target.empty()) {
            const auto release = corosync::release::parse(context.options.target);
            if (!release) return release.error();
            how.edit.check.aim.version = *release;
        }
        corosync::host_facts facts;
        if (!context.options.facts.empty()) {
            auto known = corosync::facts_from_json(context.options.facts);
            if (!known) return known.error();
            facts = std::move(*known);
            how.edit.check.facts = &facts;
        }
        auto text = corosync::change_cluster(files, 0, wanted, how);
        if (!text) return text.error();
        to = capi::give(std::move(*text));
        return {};
    });
}

hakit_status hakit_corosync_write_authkey(const char* path, size_t bytes, int32_t replace, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        return io::write_authkey(capi::need_string(path, "path"), bytes == 0 ? io::authkey_default : bytes,
                                 replace != 0);
    });
}

}  // extern "C"
