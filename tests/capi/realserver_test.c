#include "expect.h"

/* Plans for real servers. verify and apply are held to real hosts in tests/interop/realserver. */

static const char* const web =
    "{\"host\": {\"interfaces\": [\"eth0\"]}, \"services\": [{\"vip\": \"192.0.2.1\", \"port\": 80}]}";

static int plan_has(const char* request, const hakit_config* config, int32_t form,
                    const hakit_realserver_options* options, const char* text) {
    hakit_buf* b = NULL;
    int found;
    EXPECT_OK(hakit_realserver_plan(request, HAKIT_ZT, config, form, options, &b, err));
    found = buf_has(b, text);
    hakit_buf_free(b);
    return found;
}

static void plans_in_every_form(void) {
    const char* const windows =
        "{\"host\": {\"os\": \"windows\", \"release\": \"2022\", \"interfaces\": [\"net\"]},"
        " \"services\": [{\"vip\": \"192.0.2.1\"}]}";
    const char* const tunnel =
        "{\"host\": {\"os\": \"windows\", \"interfaces\": [\"net\"]},"
        " \"services\": [{\"vip\": \"192.0.2.1\", \"method\": \"tunnel\"}]}";
    hakit_realserver_options options = HAKIT_REALSERVER_OPTIONS_INIT;
    hakit_error* e = NULL;
    hakit_buf* b = NULL;
    EXPECT(plan_has(web, NULL, HAKIT_REALSERVER_JSON, NULL, "\"net/ipv4/conf/all/arp_ignore\""));
    EXPECT(plan_has(web, NULL, HAKIT_REALSERVER_TEXT, NULL, "192.0.2.1/32 on lo"));
    EXPECT(plan_has(web, NULL, HAKIT_REALSERVER_SHELL, NULL, "ip -4 address replace 192.0.2.1/32 dev lo"));
    EXPECT(plan_has(windows, NULL, HAKIT_REALSERVER_POWERSHELL, NULL, "New-NetIPAddress"));
    EXPECT(plan_has(windows, NULL, HAKIT_REALSERVER_NETSH, NULL, "weakhostreceive=enabled"));
    EXPECT(plan_has(tunnel, NULL, HAKIT_REALSERVER_JSON, NULL, "\"ok\": false"));
    options.flags = HAKIT_REALSERVER_UNDO;
    EXPECT(plan_has(web, NULL, HAKIT_REALSERVER_TEXT, &options, "no 192.0.2.1/32 on lo"));
    EXPECT(hakit_realserver_plan(web, HAKIT_ZT, NULL, HAKIT_REALSERVER_REGISTRY, NULL, &b, &e) == HAKIT_E_UNSUPPORTED);
    hakit_error_free(e);
    EXPECT(hakit_realserver_plan("{", HAKIT_ZT, NULL, HAKIT_REALSERVER_JSON, NULL, &b, &e) == HAKIT_E_SYNTAX);
    hakit_error_free(e);
    EXPECT(hakit_realserver_plan(web, HAKIT_ZT, NULL, 99, NULL, &b, &e) == HAKIT_E_INVALID_ARGUMENT);
    hakit_error_free(e);
    /* A plan with refusals is not carried out, whoever asks. */
    EXPECT(hakit_realserver_apply("{\"services\": [{\"vip\": \"127.0.0.1\"}]}", HAKIT_ZT, NULL, NULL, &b, &e) ==
           HAKIT_E_REFUSED);
    hakit_error_free(e);
    options.netns_path = "/nowhere";
    EXPECT(hakit_realserver_verify(web, HAKIT_ZT, NULL, &options, &b, &e) == HAKIT_E_NOT_FOUND);
    hakit_error_free(e);
}

static void services_of_a_configuration(void) {
    const char* const text =
        "virtual_server 192.0.2.10 80 {\n    lb_kind DR\n    protocol TCP\n    real_server 198.51.100.1 80 {\n    }\n"
        "    real_server 198.51.100.2 80 {\n        lvs_method TUN\n    }\n}\n";
    hakit_realserver_options options = HAKIT_REALSERVER_OPTIONS_INIT;
    hakit_workspace* w = NULL;
    hakit_config* c = NULL;
    uint32_t file = 0;
    EXPECT_OK(hakit_workspace_new(NULL, &w, err));
    EXPECT_OK(hakit_workspace_add(w, "keepalived.conf", text, strlen(text), &file, err));
    EXPECT_OK(hakit_config_read(w, file, NULL, &c, NULL, err));
    EXPECT(plan_has("{}", c, HAKIT_REALSERVER_TEXT, NULL, "tunl0 up"));
    options.server = "198.51.100.1";
    EXPECT(!plan_has("{}", c, HAKIT_REALSERVER_TEXT, &options, "tunl0 up"));
    EXPECT(plan_has("{}", c, HAKIT_REALSERVER_TEXT, &options, "192.0.2.10/32 on lo"));
    hakit_config_free(c);
    hakit_workspace_free(w);
}

void test_realserver(void) {
    plans_in_every_form();
    services_of_a_configuration();
}
