#include "expect.h"

/* CIBs of Pacemaker as wholes. */

static const char* const cluster =
    "<cib crm_feature_set=\"3.0.5\" validate-with=\"pacemaker-2.10\" admin_epoch=\"0\" epoch=\"7\" num_updates=\"0\">"
    "<configuration><crm_config/><nodes/><resources>"
    "<primitive id=\"ip\" class=\"ocf\" provider=\"heartbeat\" type=\"IPaddr2\">"
    "<instance_attributes id=\"ip-instance_attributes\">"
    "<nvpair id=\"ip-instance_attributes-ip\" name=\"ip\" value=\"192.0.2.1\"/></instance_attributes></primitive>"
    "<master id=\"ms\"><primitive id=\"db\" class=\"ocf\" provider=\"pacemaker\" type=\"Stateful\"/></master>"
    "</resources><constraints>"
    "<rsc_colocation id=\"c\" score=\"INFINITY\" rsc=\"ip\" with-rsc=\"ms\" with-rsc-role=\"Master\"/>"
    "</constraints></configuration><status/></cib>";

static hakit_config* read_as(int32_t format, const char* name, const char* text) {
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    hakit_read_options options = HAKIT_READ_OPTIONS_INIT;
    uint32_t file = 0;
    options.format = format;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, name, text, HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_config_read(w, file, &options, &c, NULL, err));
    hakit_workspace_free(w);
    return c;
}

/* Whether the configuration as text holds `part`. */
static int says(const hakit_config* c, const char* part) {
    hakit_buf* text = NULL;
    int found = 0;
    EXPECT_OK(hakit_config_emit(c, HAKIT_SHOW_SECRETS, &text, err));
    found = buf_has(text, part);
    hakit_buf_free(text);
    return found;
}

static void schemas_change_step_by_step(void) {
    hakit_config* old_one = read_as(HAKIT_FORMAT_CIB, "cib.xml", cluster);
    hakit_config* new_one = NULL;
    hakit_buf* steps = NULL;
    EXPECT_OK(hakit_cib_migrate(old_one, "pacemaker-4.0", &new_one, &steps, err));
    EXPECT(says(new_one, "<clone id=\"ms\"") && says(new_one, "promotable") && says(new_one, "Promoted"));
    EXPECT(says(new_one, "pacemaker-4.0") && says(old_one, "<master id=\"ms\"") && says(old_one, "pacemaker-2.10"));
    EXPECT(hakit_config_format(new_one) == HAKIT_FORMAT_CIB);
    EXPECT(buf_has(steps, "hakit-migration-1") && buf_has(steps, "\"converted\""));
    hakit_buf_free(steps);
    hakit_config_free(new_one);
    EXPECT_OK(hakit_cib_migrate(old_one, "2.10", &new_one, NULL, err));
    EXPECT(hakit_config_equal(old_one, new_one) == 1);
    hakit_config_free(new_one);
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_cib_migrate(old_one, "3.99", &new_one, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_cib_migrate(old_one, NULL, &new_one, NULL, err));
    hakit_config_free(old_one);
}

static void objects_are_renamed_and_removed_with_their_references(void) {
    hakit_config* c = read_as(HAKIT_FORMAT_CIB, "cib.xml", cluster);
    hakit_config* changed = NULL;
    hakit_buf* text = NULL;
    size_t count = 0;
    EXPECT_OK(hakit_cib_rename(c, "ip", "address", &changed, &count, err));
    EXPECT(says(changed, "rsc=\"address\"") && says(changed, "\"address-instance_attributes-ip\"") && count == 4);

    EXPECT_OK(hakit_cib_patch(c, changed, &text, err));
    EXPECT(buf_has(text, "<diff format=\"2\"") && buf_has(text, "address"));
    hakit_buf_free(text);
    hakit_config_free(changed);

    EXPECT_OK(hakit_cib_remove(c, "ip", &changed, &text, err));
    EXPECT(buf_has(text, "\"primitive ip\"") && buf_has(text, "\"rsc_colocation c\""));
    EXPECT(!says(changed, "rsc_colocation") && says(c, "rsc_colocation"));
    hakit_buf_free(text);
    hakit_config_free(changed);

    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_cib_rename(c, "nobody", "x", &changed, NULL, err));
    EXPECT_FAILS(HAKIT_E_EXISTS, hakit_cib_rename(c, "ip", "db", &changed, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_cib_rename(c, "ip", "1 2", &changed, NULL, err));
    EXPECT_FAILS(HAKIT_E_NOT_FOUND, hakit_cib_remove(c, "nobody", &changed, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_cib_remove(c, "ip", NULL, NULL, err));
    EXPECT_FAILS(HAKIT_E_INVALID_ARGUMENT, hakit_cib_patch(c, NULL, &text, err));
    hakit_config_free(c);
}

static void crm_text_holds_a_cib_too(void) {
    hakit_config* c =
        read_as(HAKIT_FORMAT_CRM, "cluster.crm", "primitive a ocf:heartbeat:Dummy\nlocation l a inf: n\n");
    hakit_config* routers = read_as(HAKIT_FORMAT_KEEPALIVED, "keepalived.conf", sample);
    hakit_config* changed = NULL;
    EXPECT_OK(hakit_cib_rename(c, "a", "b", &changed, NULL, err));
    EXPECT(hakit_config_format(changed) == HAKIT_FORMAT_CRM && says(changed, "location l b"));
    hakit_config_free(changed);
    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_cib_rename(routers, "a", "b", &changed, NULL, err));

    hakit_config* cib =
        read_as(HAKIT_FORMAT_CIB, "cib.xml",
                "<cib validate-with=\"pacemaker-3.9\" dc-uuid=\"1\"><configuration><crm_config/><nodes/>"
                "<resources/><constraints/></configuration></cib>");
    hakit_buf* patch = NULL;
    EXPECT_OK(hakit_cib_patch(cib, c, &patch, err));
    EXPECT(buf_has(patch, "operation=\"create\"") && !buf_has(patch, "dc-uuid\" operation"));
    hakit_buf_free(patch);
    EXPECT_FAILS(HAKIT_E_UNSUPPORTED, hakit_cib_patch(cib, routers, &patch, err));
    hakit_config_free(cib);
    hakit_config_free(routers);
    hakit_config_free(c);
}

/* What the host knows of agents comes with the facts. */
static size_t findings_with(const char* facts) {
    hakit_workspace* w = NULL;
    hakit_diags* d = NULL;
    hakit_read_options options = HAKIT_READ_OPTIONS_INIT;
    uint32_t file = 0;
    size_t count;
    options.format = HAKIT_FORMAT_CRM;
    options.facts = facts;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "a.crm",
                                  "primitive d ocf:pacemaker:Dummy params stat=/run/d\n"
                                  "primitive x ocf:pacemaker:Nosuch\nproperty stonith-enabled=false\n",
                                  HAKIT_ZT, &file, err));
    EXPECT_OK(hakit_check(w, file, &options, &d, err));
    count = hakit_diags_count(d);
    hakit_diags_free(d);
    hakit_workspace_free(w);
    return count;
}

static void agents_are_judged_by_their_metadata(void) {
    EXPECT(findings_with(NULL) == 0);
    EXPECT(findings_with("{\"agents\": {\"ocf:pacemaker:Dummy\": \"<resource-agent name='Dummy'><parameters>"
                         "<parameter name='state'/></parameters></resource-agent>\"}, \"complete\": true}") == 2);
}

void test_cib(void) {
    agents_are_judged_by_their_metadata();
    schemas_change_step_by_step();
    objects_are_renamed_and_removed_with_their_references();
    crm_text_holds_a_cib_too();
}
